namespace Wardline.Access.Http;

/// <summary>Metadata of an endpoint whose requests a program makes by itself: they do not count as a person's activity, so they
/// do not keep a session from ending for idleness.</summary>
public sealed class BackgroundTraffic;
