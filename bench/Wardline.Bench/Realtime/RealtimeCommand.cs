using System.CommandLine;
using Wardline.Bench.Realtime.Scenarios;
using Wardline.Bench.Realtime.Servers;

namespace Wardline.Bench.Realtime;

/// <summary>The command line of the realtime bench.</summary>
internal static class RealtimeCommand
{
    public static Command Create(Option<int> rounds, Option<bool> json)
    {
        var only = new Option<string[]>("--only")
        {
            Description = $"Some of: {string.Join(", ", RealtimePlan.All)}. With commas or repeated.",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = argument => [.. argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        };
        only.Validators.Add(result =>
        {
            foreach (var unknown in result.GetValue(only)?.Except(RealtimePlan.All) ?? [])
            {
                result.AddError($"There is no scenario '{unknown}'. There are: {string.Join(", ", RealtimePlan.All)}.");
            }
        });
        var quick = new Option<bool>("--quick") { Description = "One short round, for a first look; its figures are rough." };
        var window = new Option<int>("--window") { Description = "Unacknowledged broadcasts of each of the four broadcasters.", DefaultValueFactory = _ => 8 };
        var unpinned = new Option<bool>("--unpinned") { Description = "Leaves server and generator on all cores." };
        var command = new Command("realtime", "Socket.IO: broadcasts, latency, memory of idle sockets; beside Node.") { only, quick, window, unpinned };
        command.SetAction((parsed, ct) =>
        {
            string[] scenarios = parsed.GetValue(only) is { Length: > 0 } some ? some : RealtimePlan.All;
            var plan = new RealtimePlan(parsed.GetValue(rounds), scenarios.ToHashSet(), parsed.GetValue(window))
            {
                Pinned = !parsed.GetValue(unpinned),
            };
            return RealtimeBench.RunAsync(parsed.GetValue(quick) ? plan.Quick() : plan, parsed.GetValue(json), ct);
        });
        return command;
    }

    /// <summary>The server under measurement, a child of the bench.</summary>
    public static Command CreateServer()
    {
        var files = new Argument<string[]>("certificate and key") { Arity = new ArgumentArity(0, 2) };
        var command = new Command("realtime-server") { files };
        command.Hidden = true;
        command.SetAction((parsed, ct) => OurServer.RunAsync(parsed.GetValue(files)?.ElementAtOrDefault(0), parsed.GetValue(files)?.ElementAtOrDefault(1), ct));
        return command;
    }

    /// <summary>Clients that can be stopped, a child of the bench.</summary>
    public static Command CreateClients()
    {
        var port = new Argument<int>("port");
        var count = new Argument<int>("count");
        var command = new Command("realtime-clients") { port, count };
        command.Hidden = true;
        command.SetAction((parsed, ct) => StoppedClientsProcess.RunAsync(parsed.GetValue(port), parsed.GetValue(count), ct));
        return command;
    }
}
