using System.Diagnostics;

namespace Wardline.Testing;

/// <summary>Waits for what happens on another thread or process, and fails with words when it does not.</summary>
public static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, TimeSpan within) => TrueAsync(() => Task.FromResult(condition()), within);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan within)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > within)
            {
                throw new TimeoutException($"It did not happen within {within.TotalSeconds:0.#} s.");
            }

            await Task.Delay(10);
        }
    }
}
