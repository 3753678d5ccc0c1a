using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;

namespace Wardline.SocketIO.Handlers;

/// Compiles a handler of any signature into the one delegate that events are given to. A signature that cannot be served is an
/// InvalidOperationException that names the parameter at fault and says what would do.
internal sealed class EventBinder(HandlerServices services, PayloadSerializer payloads, EventErrors errors)
{
    private static readonly ParameterExpression s_context = Expression.Parameter(typeof(EventContext), "context");

    public EventHandlerDelegate Bind(string @event, Delegate handler) =>
        Bind(NameOf(@event), handler.Method, arguments => Expression.Invoke(Expression.Constant(handler), arguments));

    /// For a handler that needs no binding: it is called by `call`, and its attributes hold.
    public EventHandlerDelegate Guard(string @event, Delegate handler, EventHandlerDelegate call) => Guard(NameOf(@event), handler.Method, call);

    public EventHandlerDelegate Bind<THandler>(MethodInfo method, Func<EventContext, THandler> instance)
        where THandler : SocketIOHandler
    {
        string name = $"{typeof(THandler).Name}.{method.Name}";
        return method is { IsPublic: true, IsStatic: false, ContainsGenericParameters: false }
            ? Bind(name, method, arguments => Expression.Call(Expression.Invoke(Expression.Constant(instance), s_context), method, arguments))
            : throw new InvalidOperationException($"{name} must be a public instance method without type parameters.");
    }

    private static string NameOf(string @event) => $"The handler of '{@event}'";

    private EventHandlerDelegate Bind(string name, MethodInfo method, Func<List<Expression>, Expression> call)
    {
        var values = new List<ParameterExpression>();
        var reads = new List<Expression>();
        var arguments = new List<Expression>();
        foreach (var parameter in method.GetParameters())
        {
            if (EventSurroundings.Find(parameter, s_context, services) is { } given)
            {
                arguments.Add(given);
                continue;
            }
            var argument = Expression.Constant(Argument(name, parameter, values.Count));
            var value = Expression.Variable(parameter.ParameterType, parameter.Name);
            reads.Add(Expression.Call(argument, nameof(EventArgument<>.TryRead), null, s_context, value));
            values.Add(value);
            arguments.Add(value);
        }
        var answer = Answer(name, method.ReturnType, call(arguments));
        var body = reads.Count == 0
            ? answer
            : Expression.Condition(reads.Aggregate(Expression.AndAlso), answer, Expression.Call(typeof(ValueTask), nameof(ValueTask.FromResult), [typeof(JsonBody)], Expression.Constant(errors.BadRequest)));
        var compiled = Expression.Lambda<EventHandlerDelegate>(Expression.Block(values, body), s_context).Compile();
        return Guard(name, method, compiled);
    }

    private EventHandlerDelegate Guard(string name, MethodInfo method, EventHandlerDelegate handler) =>
        services.Authorization(method.GetCustomAttributes().OfType<IAuthorizeData>(), [], name) is { } authorization
            ? context => GuardAsync(authorization, handler, context)
            : handler;

    private async ValueTask<JsonBody> GuardAsync(Authorization authorization, EventHandlerDelegate handler, EventContext context) =>
        await authorization.AllowsAsync(context.Services, context.Socket.User, context) ? await handler(context) : errors.Forbidden;

    private object Argument(string name, ParameterInfo parameter, int index)
    {
        var type = parameter.ParameterType;
        if (type.IsByRef || type.IsByRefLike || type.IsPointer)
        {
            throw Wrong(name, parameter, "cannot be passed by reference");
        }
        if (parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false))
        {
            throw Wrong(name, parameter, "cannot be 'params'; take an EventContext and read its arguments");
        }
        return Generic(nameof(Argument), type, name, parameter, index);
    }

    private EventArgument<T> Argument<T>(string name, ParameterInfo parameter, int index)
    {
        bool mayBeNull = EventSurroundings.MayBeNull(parameter);
        return new(
            index,
            TypeInfo<T>(problem => Wrong(name, parameter, problem), isRead: true),
            mayBeNull,
            mayBeNull || parameter.HasDefaultValue,
            parameter is { HasDefaultValue: true, DefaultValue: T value } ? value : default);
    }

    private Expression Answer(string name, Type returned, Expression call)
    {
        if (returned == typeof(void))
        {
            return Expression.Block(call, Expression.Call(typeof(EmptyAnswer), nameof(EmptyAnswer.Now), null));
        }
        if (returned == typeof(Task) || returned == typeof(ValueTask))
        {
            return Expression.Call(typeof(EmptyAnswer), returned == typeof(Task) ? nameof(EmptyAnswer.OfTask) : nameof(EmptyAnswer.OfValueTask), null, call);
        }
        var generic = returned.IsConstructedGenericType ? returned.GetGenericTypeDefinition() : null;
        var (type, method) = generic == typeof(Task<>) ? (returned.GenericTypeArguments[0], nameof(EventAnswer<>.OfTask))
            : generic == typeof(ValueTask<>) ? (returned.GenericTypeArguments[0], nameof(EventAnswer<>.OfValueTask))
            : (returned, nameof(EventAnswer<>.Now));
        if (type == typeof(JsonBody) && generic == typeof(ValueTask<>))
        {
            return call;
        }
        if (type.GetInterfaces().Append(type).Any(each => each.IsConstructedGenericType && each.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)))
        {
            throw new InvalidOperationException($"{name} returns a stream, but an event has one answer: emit the items as events.");
        }
        if (type == returned && type.GetMethod("GetAwaiter", Type.EmptyTypes) is not null)
        {
            throw new InvalidOperationException($"{name} returns {type.Name}; return a Task or a ValueTask.");
        }
        return Expression.Call(Expression.Constant(Generic(nameof(Writer), type, name)), method, null, call);
    }

    private EventAnswer<T> Writer<T>(string name)
    {
        if (typeof(T) == typeof(JsonBody) || PayloadSerializer.IsBinary(typeof(T)))
        {
            return new(payloads.Body);
        }
        var type = TypeInfo<T>(problem => new InvalidOperationException($"{name}: what it returns, {typeof(T).Name}, {problem}."), isRead: false);
        return new(value => JsonBody.From(value, type!));
    }

    /// Null for bytes.
    private JsonTypeInfo<T>? TypeInfo<T>(Func<string, InvalidOperationException> wrong, bool isRead)
    {
        if (PayloadSerializer.IsBinary(typeof(T)))
        {
            return null;
        }
        try
        {
            var type = (JsonTypeInfo<T>)payloads.TypeInfo(typeof(T));
            return isRead && typeof(T).IsAbstract && type is { Kind: JsonTypeInfoKind.Object, CreateObject: null, PolymorphismOptions: null }
                ? throw wrong("is neither a registered service nor a type that JSON can be read into")
                : type;
        }
        catch (NotSupportedException)
        {
            throw wrong("is not known to the resolver of SocketIOOptions.JsonSerializerOptions");
        }
    }

    private object Generic(string method, Type type, params object[] arguments) =>
        typeof(EventBinder).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .Single(candidate => candidate.Name == method && candidate.IsGenericMethodDefinition)
            .MakeGenericMethod(type)
            .Invoke(this, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private static InvalidOperationException Wrong(string name, ParameterInfo parameter, string problem) =>
        new($"{name}: parameter '{parameter.Name}' of type {parameter.ParameterType.Name} {problem}.");
}
