namespace Wardline.SocketIO;

internal static class Placeholder;
