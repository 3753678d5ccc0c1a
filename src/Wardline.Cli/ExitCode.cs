namespace Wardline.Cli;

internal static class ExitCode
{
    public const int Done = 0;
    public const int InputAtFault = 1;
    public const int EnvironmentAtFault = 2;
}
