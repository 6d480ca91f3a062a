namespace CertHarness.Drivers.Transport;

/// <summary>
/// Why a SUT could not be reached over TLS: it shows a certificate of the authority to be trusted that is for another name or another
/// time. Whoever needs the connection has none; whoever tests the certificate has a finding.
/// </summary>
/// <param name="message">What is wrong with it, such as "its certificate for CN=lamp is not for "192.0.2.1"".</param>
/// <param name="cause">What the system reported.</param>
public sealed class BadCertificateException(string message, Exception cause) : Exception(message, cause);
