namespace Wardline.Messaging;

internal static class Placeholder;
