using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wardline.Access;
using Wardline.Access.Http;
using Wardline.Data;
using Wardline.Data.Json;
using Wardline.Data.Outcomes;
using Wardline.Messaging.Conversations;
using Wardline.Messaging.Messages;
using Wardline.Messaging.Receipts;

namespace Wardline.Messaging;

/// <summary>Conversations, messages and receipts.</summary>
public static class MessagingRegistration
{
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddWardlineModel(typeof(MessagingRegistration).Assembly);
        services.AddSingleton<ReceiptBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<ReceiptBoard>());
        services.AddSingleton<ConversationQuery>();
        services.AddScoped<DepartmentRooms>();
        services.AddScoped<ListConversations>();
        services.AddSingleton<ListMessages>();
        services.AddSingleton<SendMessage>();
        services.AddSingleton<MarkReceived>();
        services.AddScoped<CreateConversation>();
        services.AddWireJson(MessagingJson.Default);
        return services;
    }

    public static IEndpointRouteBuilder MapMessaging(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/conversations").WithTags("Conversations");
        group.MapGet("/", async (Actor actor, ListConversations conversations, CancellationToken ct) =>
            (await conversations.HandleAsync(actor, ct)).ToResult()).Produces<ConversationList>();
        group.MapPost("/", async (
            Actor actor, CreateConversationCommand command, CreateConversation create, ConversationQuery conversations, CancellationToken ct) =>
        {
            if (!(await create.HandleAsync(actor, command, ct)).TryGet(out var created, out var problem))
            {
                return problem.ToResult();
            }

            var view = (await conversations.ListAsync(actor, created.Id, ct))[0];
            return created.Existed ? TypedResults.Ok(view) : TypedResults.Created($"/api/conversations/{view.Id}", view);
        }).Produces<ConversationView>(StatusCodes.Status201Created);
        group.MapGet("/{id:guid}", async (Actor actor, Guid id, ListConversations conversations, CancellationToken ct) =>
            (await conversations.ViewAsync(actor, id, ct)).ToResult()).Produces<ConversationView>();
        group.MapGet("/{id:guid}/messages", async (
            Actor actor, Guid id, long? before, int? limit, ListMessages messages, CancellationToken ct) =>
            (await messages.HandleAsync(actor, id, before, limit, ct)).ToResult()).Produces<MessagePage>();
        return routes;
    }
}
