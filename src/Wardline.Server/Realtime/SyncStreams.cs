using System.Text.Json;
using Wardline.Access;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;
using Wardline.Messaging.Conversations;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

/// <param name="Streams">For each stream the position of the last change the client has, or <c>{position, epoch}</c>.</param>
public sealed record SyncCommand(Dictionary<string, JsonElement>? Streams, string? DeviceId = null);

/// <param name="Recovered">False: these positions are not of this history; fetch a snapshot, then go on from <paramref name="Position"/>.</param>
/// <param name="Code"><c>not_found</c> for a stream that does not exist or is not the caller's to see.</param>
public sealed record SyncedStream(long Position, Guid? Epoch, bool Recovered, string? Code = null);

public sealed record SyncAnswer(Dictionary<string, SyncedStream> Streams, bool More);

/// <summary><c>sync</c>: where the streams stand, then what the client missed, then live.</summary>
internal sealed class SyncStreams(FeedReader reader, ConversationQuery conversations, Subscriptions subscriptions, ChangeWriter writer)
{
    private const int MaxStreams = 1000;

    public async ValueTask<JsonBody> HandleAsync(EventContext context, SyncCommand command, CancellationToken ct)
    {
        var asked = command.Streams ?? [];
        if (asked.Count > MaxStreams)
        {
            return SocketAck.Refused(Problem.BadRequest("too_many_streams", $"A sync names at most {MaxStreams} streams."));
        }

        var have = new Dictionary<string, (long Position, Guid? Epoch)>(asked.Count);
        foreach (var (stream, value) in asked)
        {
            if (Read(value) is not { } position)
            {
                return SocketAck.Refused(Problem.BadRequest("position_invalid", "A position is a whole number from 0, or {position, epoch}."));
            }

            have[stream] = position;
        }

        var actor = SocketPerson.Of(context.Socket).Actor;
        var visible = await VisibleAsync(actor, have.Keys, ct);
        var tops = (await reader.TopsAsync(visible, ct)).ToDictionary(top => top.Stream);
        var answer = have.ToDictionary(each => each.Key, each => Decide(each.Value, tops.GetValueOrDefault(each.Key)));
        if (answer.Any(each => each.Value.Recovered && have[each.Key].Position < each.Value.Position)
            && (await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("conversation.sync") })).Problem is { } unaudited)
        {
            return SocketAck.Refused(unaudited);
        }

        context.Answer(SocketAck.Ok(new SyncAnswer(answer, More: false), RealtimeJson.Default.SyncAnswer));

        try
        {
            await ReplayAsync(context.Socket, answer.Where(each => each.Value.Code is null), have, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // It was told that all is well and now may hear nothing: let it come back and ask again.
            context.Socket.Disconnect(closeConnection: true);
            throw;
        }

        return default;
    }

    private async Task ReplayAsync(
        SocketConnection socket, IEnumerable<KeyValuePair<string, SyncedStream>> streams, Dictionary<string, (long Position, Guid? Epoch)> have, CancellationToken ct)
    {
        foreach (var (stream, synced) in streams)
        {
            // A socket that listens already is told everything above the position just read; below it nothing is missing.
            var after = synced.Recovered ? have[stream].Position : synced.Position;
            if (after < synced.Position || !Subscriptions.IsAttached(socket, stream))
            {
                await subscriptions.ReplayAsync(socket, stream, after, ct);
            }
        }
    }

    private static SyncedStream Decide((long Position, Guid? Epoch) have, FeedCursor? top) =>
        top is null ? new SyncedStream(0, null, false, "not_found")
        : new SyncedStream(top.Position, top.Epoch, have.Position <= top.Position && (have.Epoch is null || have.Epoch == top.Epoch));

    private static (long Position, Guid? Epoch)? Read(JsonElement value)
    {
        Guid? epoch = null;
        if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.TryGetProperty("epoch", out var named) && named.ValueKind != JsonValueKind.Null)
            {
                if (named.ValueKind != JsonValueKind.String || !named.TryGetGuid(out var id))
                {
                    return null;
                }

                epoch = id;
            }

            if (!value.TryGetProperty("position", out value))
            {
                return null;
            }
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var position) && position >= 0 ? (position, epoch) : null;
    }

    /// <summary>What the actor may listen to, of what was asked. Everything else is as if it did not exist.</summary>
    private async Task<string[]> VisibleAsync(Actor actor, IEnumerable<string> streams, CancellationToken ct)
    {
        HashSet<string> own = [$"user:{actor.UserId}", .. actor.Departments.Select(department => $"department:{department}")];
        own.UnionWith((await conversations.IdsAsync(actor.UserId, ct)).Select(ConversationStream.Of));
        return [.. streams.Where(own.Contains)];
    }
}
