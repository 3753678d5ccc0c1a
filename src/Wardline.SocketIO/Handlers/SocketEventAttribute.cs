namespace Wardline.SocketIO;

/// <summary>Makes a public method of a <see cref="SocketIOHandler"/> the handler of an event. Methods without it cannot be reached by
/// clients.</summary>
/// <param name="name">The event's name on the wire.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SocketEventAttribute(string name) : Attribute
{
    /// <summary>The event's name on the wire.</summary>
    public string Name { get; } = name;
}
