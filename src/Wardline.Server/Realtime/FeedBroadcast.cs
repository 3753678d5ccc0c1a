using Wardline.Data.Feed;
using Wardline.Messaging.Conversations;
using Wardline.Messaging.Receipts;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

/// <summary>Carries committed changes, and receipts once stored, to the sockets that listen.</summary>
internal sealed partial class FeedBroadcast(
    FeedHub hub, ReceiptBoard receipts, SocketIOServer server, Subscriptions subscriptions, ILogger<FeedBroadcast> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        hub.Changed += Tell;
        receipts.Raised += Tell;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        hub.Changed -= Tell;
        receipts.Raised -= Tell;
        return Task.CompletedTask;
    }

    private void Tell(FeedChange change)
    {
        var room = server.Of("/").To(change.Stream);
        room.Emit("change", ChangeEvent.Encode(change));
        if (change.Kind == "message")
        {
            (change.Origin is { } sender ? room.Except(sender) : room).Emit("new_message", ChangeEvent.EncodeNamed(change));
        }
        else if (change.Kind == "conversation")
        {
            _ = FollowAsync(change);
        }
    }

    private void Tell(ReceiptChange receipt) =>
        server.Of("/").To(ConversationStream.Of(receipt.ConversationId)).Volatile
            .Emit("message_status", receipt, RealtimeJson.Default.ReceiptChange);

    // Somebody was taken into a conversation: their sockets listen to it from its first word on. One that could not be
    // attached would hear nothing and see no gap, so it is closed, comes back and asks.
    private async Task FollowAsync(FeedChange change)
    {
        foreach (var socket in server.Of("/").To(change.Stream).Sockets())
        {
            try
            {
                await subscriptions.ReplayAsync(socket, ConversationStream.Of(change.EntityId), 0, socket.Disconnected);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                NotFollowed(change.EntityId, error.GetType().Name);
                socket.Disconnect(closeConnection: true);
            }
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "A socket could not be attached to conversation {Conversation} ({Error})")]
    private partial void NotFollowed(Guid conversation, string error);
}
