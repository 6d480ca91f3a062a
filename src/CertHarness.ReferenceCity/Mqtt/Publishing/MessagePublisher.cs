namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>Takes ownership of a message, from a client or as a will.</summary>
internal sealed class MessagePublisher(RetainedMessages retained, Router router)
{
    /// <returns>Whether anybody has subscribed to it.</returns>
    public bool Publish(ApplicationMessage message)
    {
        retained.Update(message);
        return router.Route(message);
    }
}
