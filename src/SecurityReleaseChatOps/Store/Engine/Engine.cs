using System.Data.Common;

namespace SecurityReleaseChatOps.Store;

/// <summary>What differs between the databases; the SQL of the store is the same for all.</summary>
internal abstract class Engine : IDisposable
{
    /// <summary>As <see cref="StoreOptions.Provider"/> names it.</summary>
    public abstract string Provider { get; }

    /// <summary>Connections that only read.</summary>
    public abstract DbDataSource Readers { get; }

    /// <summary>The database in words, without secrets.</summary>
    public abstract string Name { get; }

    /// <summary>SQL: the column's text lies from the one value up to the other, character by character; through the column's index.</summary>
    public abstract string Between(string column, string from, string to);

    /// <summary>Why nothing that is saved now would be kept, in words, or null.</summary>
    public virtual string? Trouble => null;

    /// <summary>A connection that writes.</summary>
    public abstract Session OpenWriter();

    /// <summary>Begins a transaction that no other writer, of this process or another, runs beside.</summary>
    /// <returns>What <see cref="Committed"/> asks about when the connection is lost during COMMIT.</returns>
    public abstract string Begin(Session session);

    /// <summary>Whether a transaction whose COMMIT broke was committed after all.</summary>
    public abstract bool Committed(string transaction);

    /// <summary>Part of each commit that brings the outbox something: a deliverer in another process hears of it.</summary>
    public abstract Statement? WakeOthers { get; }

    /// <summary>Waits until this process is the one that delivers.</summary>
    /// <param name="wake">Called when another process brought the outbox something.</param>
    public abstract Task<IDelivererRole> BecomeDeliverer(Action wake, CancellationToken ct);

    public abstract void Dispose();

    public static Engine Open(StoreOptions options) => options.Provider.ToUpperInvariant() switch
    {
        "SQLITE" => new SqliteEngine(options.ConnectionString),
        "POSTGRES" => new PostgresEngine(options.ConnectionString),
        _ => throw new StoreException($"Storage:Provider is '{options.Provider}'; it can be Sqlite or Postgres."),
    };
}
