using Microsoft.AspNetCore.Authorization;

namespace Wardline.SocketIO.Tests.Api;

/// What cannot be served stops the application while it maps its endpoints.
public sealed class SignatureTests
{
    private static string MessageOf(Action<SocketIOServerBuilder> add, Action<SocketIOBuilder>? map = null, Action<SocketIOOptions>? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        add(builder.Services.AddSocketIO(options));
        using var app = (IDisposable)builder.Build();
        return Assert.Throws<InvalidOperationException>(() => ((WebApplication)app).MapSocketIO("/api/socket", map ?? (_ => { }))).Message;
    }

    [Fact]
    public void Every_fault_of_a_class_is_named_at_once()
    {
        string[] lines = MessageOf(io => io.AddHandler<FaultyHandler>()).Split('\n');
        Assert.Equal(
            [
                "FaultyHandler.ByReference: parameter 'number' of type Int32& cannot be passed by reference.",
                "FaultyHandler.Generic must be a public instance method without type parameters.",
                "FaultyHandler.Hidden must be a public instance method without type parameters.",
                "FaultyHandler.Many: parameter 'numbers' of type Int32[] cannot be 'params'; take an EventContext and read its arguments.",
                "FaultyHandler.Service: parameter 'service' of type IUnregistered is neither a registered service nor a type that JSON can be read into.",
                "FaultyHandler.Static must be a public instance method without type parameters.",
                "FaultyHandler.Stream returns a stream, but an event has one answer: emit the items as events.",
            ],
            lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Delegate_is_named_by_its_event() =>
        Assert.Equal(
            "The handler of 'x': parameter 'service' of type IUnregistered is neither a registered service nor a type that JSON can be read into.",
            MessageOf(_ => { }, io => io.Namespace().On("x", (IUnregistered service) => service.ToString())));

    [Fact]
    public void Type_that_the_given_resolver_does_not_know_is_named() =>
        Assert.Equal(
            "The handler of 'x': parameter 'id' of type Guid is not known to the resolver of SocketIOOptions.JsonSerializerOptions.",
            MessageOf(_ => { }, io => io.Namespace().On("x", (Guid id) => { }), o => o.JsonSerializerOptions = TestJson.Default.Options));

    [Fact]
    public void Handler_belongs_to_one_namespace() =>
        Assert.Equal("SharedHandler is in namespace '/' already.", MessageOf(io => io.AddHandler<SharedHandler>().AddHandler<SharedHandler>("/other")));

    [Fact]
    public void Two_handlers_of_one_event_are_one_too_many() =>
        Assert.StartsWith("'ping' has a handler already.", MessageOf(io => io.AddNamespace("/", main => main.On("ping", () => { })).AddHandler<SharedHandler>()), StringComparison.Ordinal);

    [Fact]
    public void Server_without_a_namespace_is_of_no_use() =>
        Assert.StartsWith("No namespace is registered", MessageOf(_ => { }), StringComparison.Ordinal);

    [Fact]
    public void Disposable_filter_that_nobody_would_dispose_is_refused() =>
        Assert.Equal("DisposableFilter must be registered with the services, since someone has to dispose it.", MessageOf(io => io.AddFilter<DisposableFilter>()));

    [Fact]
    public void Authorisation_needs_its_services() =>
        Assert.Equal(
            "Namespace '/' requires authorisation, but services.AddAuthorization() was not called.",
            MessageOf(io => io.AddNamespace("/", main => main.RequireAuthorization())));

    [Fact]
    public void Attribute_on_a_lambda_needs_the_services_of_authorisation_in_every_form() =>
        Assert.All<Action<NamespaceBuilder>>(
            [
                main => main.On("x", [Authorize] () => { }),
                main => main.On("x", [Authorize] (e, ct) => default),
                main => main.On("x", TestJson.Default.Int32, [Authorize] (e, number, ct) => default),
                main => main.On("x", TestJson.Default.Int32, TestJson.Default.Int32, [Authorize] (e, number, ct) => default),
            ],
            register => Assert.Equal(
                "The handler of 'x' requires authorisation, but services.AddAuthorization() was not called.",
                MessageOf(io => io.AddNamespace("/", register))));

    internal interface IUnregistered;

    internal sealed class DisposableFilter : ISocketIOFilter, IDisposable
    {
        public ValueTask<JsonBody> InvokeAsync(EventContext context, EventHandlerDelegate next) => next(context);

        public void Dispose()
        {
        }
    }

    internal sealed class FaultyHandler : SocketIOHandler
    {
        [SocketEvent("by_reference")]
        public void ByReference(ref int number) => number++;

        [SocketEvent("many")]
        public void Many(params int[] numbers)
        {
        }

        [SocketEvent("service")]
        public void Service(IUnregistered service)
        {
        }

        [SocketEvent("stream")]
        public IAsyncEnumerable<int> Stream() => AsyncEnumerable.Empty<int>();

        [SocketEvent("generic")]
        public void Generic<T>(T value)
        {
        }

        [SocketEvent("static")]
        public static void Static()
        {
        }

        [SocketEvent("hidden")]
        internal void Hidden()
        {
        }

        [SocketEvent("good")]
        public void Good()
        {
        }
    }
}
