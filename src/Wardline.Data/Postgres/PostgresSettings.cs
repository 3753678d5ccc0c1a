using System.Globalization;

namespace Wardline.Data.Postgres;

/// <summary>The server's configuration, written anew at each start; <c>ALTER SYSTEM</c> remains for tuning by hand.</summary>
internal static class PostgresSettings
{
    /// <param name="memory">Bytes of memory this process may use.</param>
    /// <param name="place">Where the server listens.</param>
    internal static string Render(Endpoint place, long memory, bool durable)
    {
        var megabytes = memory >> 20;
        var shared = Math.Clamp(megabytes / 16, 128, 512);
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Written by Wardline at each start; changes here are lost. Use ALTER SYSTEM.
            cluster_name = 'wardline'
            listen_addresses = '{(place.IsSocket ? "" : "127.0.0.1")}'
            port = {place.Port}
            unix_socket_directories = '{(place.IsSocket ? place.Host : "")}'
            max_connections = 100
            password_encryption = 'scram-sha-256'

            shared_buffers = {shared}MB
            effective_cache_size = {Math.Max(megabytes / 2, 256)}MB
            maintenance_work_mem = 64MB
            wal_compression = on
            min_wal_size = 128MB
            max_wal_size = 1GB
            checkpoint_timeout = 15min
            random_page_cost = 1.1
            jit = off
            track_io_timing = on

            fsync = {(durable ? "on" : "off")}
            full_page_writes = {(durable ? "on" : "off")}
            synchronous_commit = {(durable ? "on" : "off")}

            # Nothing clinical reaches the log. An ERROR's own text quotes the offending value ("invalid input syntax
            # for type uuid: ..."), so errors are not logged at all: the caller has them. FATAL and LOG remain.
            log_destination = 'stderr'
            logging_collector = off
            log_min_messages = log
            log_min_error_statement = panic
            log_min_duration_statement = -1
            log_min_duration_sample = -1
            log_transaction_sample_rate = 0
            log_statement = 'none'
            log_duration = off
            log_error_verbosity = terse
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            log_connections = ''
            log_disconnections = off
            log_lock_waits = off
            log_temp_files = -1
            log_autovacuum_min_duration = -1
            log_replication_commands = off
            log_checkpoints = off
            log_line_prefix = '%m [%p] '

            datestyle = 'iso, ymd'
            timezone = 'Etc/UTC'
            log_timezone = 'Etc/UTC'
            lc_messages = 'C'
            default_text_search_config = 'pg_catalog.simple'

            """);
    }

    /// <summary>Only our role, only with the password of the data folder.</summary>
    internal static string RenderAccess(Endpoint place) => place.IsSocket
        ? "local all wardline scram-sha-256\n"
        : "host all wardline 127.0.0.1/32 scram-sha-256\n";
}

/// <summary>A socket folder, or loopback where there are no Unix sockets to protect by folder.</summary>
internal sealed record Endpoint(string Host, int Port)
{
    internal bool IsSocket => Host.StartsWith('/');

    internal string SocketFile => $"{Host}/.s.PGSQL.{Port}";
}
