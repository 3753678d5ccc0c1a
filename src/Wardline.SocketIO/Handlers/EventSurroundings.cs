using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Wardline.SocketIO.Handlers;

/// Parameters of a handler that do not come from the event's arguments: what surrounds the event, and services.
internal static class EventSurroundings
{
    /// Null when the parameter is one of the event's arguments.
    public static Expression? Find(ParameterInfo parameter, ParameterExpression context, HandlerServices services)
    {
        var type = parameter.ParameterType;
        if (type == typeof(EventContext))
        {
            return context;
        }
        if (type == typeof(SocketConnection))
        {
            return Expression.Property(context, nameof(EventContext.Socket));
        }
        if (type == typeof(CancellationToken))
        {
            return Expression.Property(context, nameof(EventContext.Disconnected));
        }
        var scope = Expression.Property(context, nameof(EventContext.Services));
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            string get = MayBeNull(parameter) ? nameof(ServiceProviderKeyedServiceExtensions.GetKeyedService) : nameof(ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService);
            return Expression.Call(typeof(ServiceProviderKeyedServiceExtensions), get, [type], scope, Expression.Constant(keyed.Key, typeof(object)));
        }
        bool isMarked = parameter.GetCustomAttributes().OfType<IFromServiceMetadata>().Any();
        if (isMarked || services.Has(type))
        {
            string get = isMarked && MayBeNull(parameter) ? nameof(ServiceProviderServiceExtensions.GetService) : nameof(ServiceProviderServiceExtensions.GetRequiredService);
            return Expression.Call(typeof(ServiceProviderServiceExtensions), get, [type], scope);
        }
        return null;
    }

    public static bool MayBeNull(ParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) is not null
        || (!parameter.ParameterType.IsValueType && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable);
}
