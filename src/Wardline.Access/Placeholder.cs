namespace Wardline.Access;

internal static class Placeholder;
