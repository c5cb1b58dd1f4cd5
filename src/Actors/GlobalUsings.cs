global using Actors.Diagnostics;
global using Actors.Engines;
global using Actors.Events;
global using Actors.Flow;
global using Actors.Supervision;
global using Actors.Timers;
