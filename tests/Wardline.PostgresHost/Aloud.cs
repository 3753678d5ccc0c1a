namespace Wardline.PostgresHost;

internal sealed class Aloud : IProgress<string>
{
    public void Report(string value) => Console.WriteLine($"say\t{value}");
}
