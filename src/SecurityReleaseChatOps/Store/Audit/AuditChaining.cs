namespace SecurityReleaseChatOps.Store;

/// <summary>Chains the entries written by earlier versions, in their order.</summary>
internal sealed record AuditChaining() : Migration(10, "0010_audit_chained")
{
    public override void Run(WriterSession session) => session.ChainAudit();
}
