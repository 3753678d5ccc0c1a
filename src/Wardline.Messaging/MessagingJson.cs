using System.Text.Json.Serialization;
using Wardline.Data.Json;
using Wardline.Messaging.Conversations;
using Wardline.Messaging.Messages;
using Wardline.Messaging.Receipts;

namespace Wardline.Messaging;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(SendMessageCommand))]
[JsonSerializable(typeof(SentMessage))]
[JsonSerializable(typeof(MessageChange))]
[JsonSerializable(typeof(MessagePage))]
[JsonSerializable(typeof(CreateConversationCommand))]
[JsonSerializable(typeof(ConversationChange))]
[JsonSerializable(typeof(ConversationView))]
[JsonSerializable(typeof(ConversationList))]
[JsonSerializable(typeof(IReadOnlyList<Person>))]
[JsonSerializable(typeof(MarkReceivedCommand))]
[JsonSerializable(typeof(ReceiptChange))]
public sealed partial class MessagingJson : JsonSerializerContext;
