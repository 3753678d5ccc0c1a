using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Wardline.Data.Feed;

namespace Wardline.Data;

/// <summary>Adds the database, the write path and the feed.</summary>
public static class DataRegistration
{
    // A query that waits its turn here is cheaper than one more PostgreSQL process, and two nodes, a backup and an
    // operator's tool fit into PostgreSQL's default of 100 connections.
    private const int PoolSize = 30;

    public static IServiceCollection AddWardlineData(this IServiceCollection services, string connectionString) =>
        services.AddWardlineData(() => connectionString);

    /// <param name="connectionString">Asked for when the database is first needed, so that it may still be starting.</param>
    public static IServiceCollection AddWardlineData(this IServiceCollection services, Func<string> connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => OpenDatabase(connectionString()));
        services.AddDbContext<WardlineDb>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));

        services.AddOptions<ChangeWriterOptions>().BindConfiguration("Wardline:Writer").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(FeedNode.New());
        services.AddSingleton<FeedReader>();
        services.AddSingleton<FeedHub>();
        services.AddSingleton<FeedNotifier>();
        services.AddSingleton<FeedListener>();
        services.AddSingleton<ChangeWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<FeedNotifier>());
        services.AddHostedService(provider => provider.GetRequiredService<FeedListener>());
        services.AddHostedService(provider => provider.GetRequiredService<ChangeWriter>());
        services.AddScoped<ChangeTransaction>();
        services.AddSingleton<ServerSecrets>();
        return services;
    }

    public static IServiceCollection AddWardlineModel(this IServiceCollection services, Assembly assembly) =>
        services.AddSingleton(new ModelAssembly(assembly));

    private static NpgsqlDataSource OpenDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "wardline",
            MaxPoolSize = PoolSize,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            IncludeErrorDetail = false,          // detail holds row values: nothing clinical may reach a log
        };
        return NpgsqlDataSource.Create(settings);
    }
}
