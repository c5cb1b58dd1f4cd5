namespace Actors.TestKit;

/// <summary>Thrown on purpose by a simulation; it never fails the scenario by itself.</summary>
public sealed class SimulatedFault : Exception
{
    /// <summary>Makes the fault with its usual message.</summary>
    public SimulatedFault()
        : this("The simulation lets this fail.")
    {
    }

    /// <summary>Makes the fault with a message.</summary>
    /// <param name="message">What fails.</param>
    public SimulatedFault(string message)
        : base(message)
    {
    }

    /// <summary>Makes the fault with a message and a cause.</summary>
    /// <param name="message">What fails.</param>
    /// <param name="innerException">What led to it.</param>
    public SimulatedFault(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
