namespace Wardline.Clinical;

internal static class Placeholder;
