using System.Runtime.InteropServices;

namespace Wardline.Evaluation;

/// <summary>A mean and where it would lie in 95 of 100 samples like this one.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Interval(double Mean, double Low, double High);

/// <summary>Confidence by drawing the sample again from itself, with a seed: the same values give the same interval.</summary>
public static class Bootstrap
{
    private const int Draws = 2_000;

    /// <param name="values">At least one.</param>
    public static Interval Mean(IReadOnlyList<double> values, int seed = 1)
    {
        var random = new Random(seed);
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Count; i++)
            {
                sum += values[random.Next(values.Count)];
            }

            means[draw] = sum / values.Count;
        }

        Array.Sort(means);
        return new Interval(values.Average(), means[(int)(Draws * 0.025)], means[(int)(Draws * 0.975)]);
    }
}
