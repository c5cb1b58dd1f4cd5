global using Actors.Engines;
global using Actors.Events;
global using Actors.Flow;
