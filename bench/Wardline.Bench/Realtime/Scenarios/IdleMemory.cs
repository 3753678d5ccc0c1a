using Wardline.Bench.Realtime.Load;
using Wardline.Bench.Realtime.Servers;

namespace Wardline.Bench.Realtime.Scenarios;

/// <summary>KiB for each socket that does nothing.</summary>
/// <param name="Anonymous">The part that is heaps and stacks.</param>
/// <param name="Managed">The part that is live objects of .NET; 0 for Node, which does not tell.</param>
internal sealed record IdleMemoryResult(int Sockets, double Resident, double Anonymous, double Managed);

/// <summary>What the server's resident memory grows by for each idle socket, each time after a forced collection. Some
/// connections are opened and closed before the first look, so that code and pools are not counted as sockets.</summary>
internal static class IdleMemory
{
    private const int First = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<IdleMemoryResult>> MeasureAsync(ServerProcess server, RealtimePlan plan, bool tls, CancellationToken ct)
    {
        using var loop = new EventLoop();
        var open = new OpenClients();
        Open(First);
        open.Clients.ForEach(client => client.Close());
        loop.PollUntil(() => open.Clients.Count == 0, Patience, ct);
        var (before, managedBefore) = await LookAsync(0);

        var results = new List<IdleMemoryResult>();
        foreach (var sockets in plan.IdleSockets)
        {
            Open(sockets);
            var (memory, managed) = await LookAsync(sockets);
            results.Add(new(sockets, (memory.Resident - before.Resident) / sockets, (memory.Anonymous - before.Anonymous) / sockets, (managed - managedBefore) / 1024.0 / sockets));
        }

        return results;

        void Open(int sockets)
        {
            for (var number = open.Clients.Count; number < sockets; number++)
            {
                Client.Open(loop, open, server.Port, tls, number);
                loop.PollUntil(() => loop.Opening < 64, Patience, ct);
            }

            loop.PollUntil(() => loop.Opening == 0, Patience, ct);
        }

        async Task<(ResidentMemory Memory, long Managed)> LookAsync(int sockets)
        {
            loop.PollFor(Settle, ct);
            await server.CollectAsync(ct);
            loop.PollFor(Settle, ct);
            var reply = await server.CollectAsync(ct);
            return reply.Sockets == sockets
                ? (server.Memory, reply.Heap)
                : throw new InvalidOperationException($"The server has {reply.Sockets} sockets instead of {sockets}.");
        }
    }

    private sealed class OpenClients : ClientEvents
    {
        public List<Client> Clients { get; } = [];

        public override void Connected(Client client) => Clients.Add(client);

        public override void Closed(Client client) => Clients.Remove(client);
    }
}
