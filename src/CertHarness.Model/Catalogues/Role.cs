namespace CertHarness.Model.Catalogues;

/// <summary>The side of a protocol that a statement obliges.</summary>
public enum Role
{
    /// <summary>The broker or platform.</summary>
    Server,

    /// <summary>The device.</summary>
    Client,

    /// <summary>Whoever sends or receives.</summary>
    Both,
}
