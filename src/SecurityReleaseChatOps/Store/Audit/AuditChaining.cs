namespace SecurityReleaseChatOps.Store;

/// <summary>Chains what an earlier version wrote, in the order in which it stands.</summary>
internal sealed record AuditChaining() : Migration(10, "0010_audit_chained")
{
    public override void Run(WriterSession session) => session.ChainAudit();
}
