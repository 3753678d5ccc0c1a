namespace Wardline.Data;

internal static class Placeholder;
