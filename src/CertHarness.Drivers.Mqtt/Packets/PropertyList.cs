namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>The properties that are present, one by one, in the order in which they are encoded.</summary>
internal static class PropertyList
{
    public static IEnumerable<Property> Of(Properties properties)
    {
        if (ReferenceEquals(properties, Properties.None))
            yield break;
        if (properties.PayloadFormatIndicator is { } payloadFormatIndicator)
            yield return new(PropertyId.PayloadFormatIndicator, payloadFormatIndicator);
        if (properties.MessageExpiryInterval is { } messageExpiryInterval)
            yield return new(PropertyId.MessageExpiryInterval, messageExpiryInterval);
        if (properties.ContentType is { } contentType)
            yield return new(PropertyId.ContentType, Text: contentType);
        if (properties.ResponseTopic is { } responseTopic)
            yield return new(PropertyId.ResponseTopic, Text: responseTopic);
        if (properties.CorrelationData is { } correlationData)
            yield return new(PropertyId.CorrelationData, Bytes: correlationData);
        if (properties.SessionExpiryInterval is { } sessionExpiryInterval)
            yield return new(PropertyId.SessionExpiryInterval, sessionExpiryInterval);
        if (properties.AssignedClientIdentifier is { } assignedClientIdentifier)
            yield return new(PropertyId.AssignedClientIdentifier, Text: assignedClientIdentifier);
        if (properties.ServerKeepAlive is { } serverKeepAlive)
            yield return new(PropertyId.ServerKeepAlive, serverKeepAlive);
        if (properties.AuthenticationMethod is { } authenticationMethod)
            yield return new(PropertyId.AuthenticationMethod, Text: authenticationMethod);
        if (properties.AuthenticationData is { } authenticationData)
            yield return new(PropertyId.AuthenticationData, Bytes: authenticationData);
        if (properties.RequestProblemInformation is { } requestProblemInformation)
            yield return new(PropertyId.RequestProblemInformation, requestProblemInformation);
        if (properties.WillDelayInterval is { } willDelayInterval)
            yield return new(PropertyId.WillDelayInterval, willDelayInterval);
        if (properties.RequestResponseInformation is { } requestResponseInformation)
            yield return new(PropertyId.RequestResponseInformation, requestResponseInformation);
        if (properties.ResponseInformation is { } responseInformation)
            yield return new(PropertyId.ResponseInformation, Text: responseInformation);
        if (properties.ServerReference is { } serverReference)
            yield return new(PropertyId.ServerReference, Text: serverReference);
        if (properties.ReasonString is { } reasonString)
            yield return new(PropertyId.ReasonString, Text: reasonString);
        if (properties.ReceiveMaximum is { } receiveMaximum)
            yield return new(PropertyId.ReceiveMaximum, receiveMaximum);
        if (properties.TopicAliasMaximum is { } topicAliasMaximum)
            yield return new(PropertyId.TopicAliasMaximum, topicAliasMaximum);
        if (properties.TopicAlias is { } topicAlias)
            yield return new(PropertyId.TopicAlias, topicAlias);
        if (properties.MaximumQoS is { } maximumQoS)
            yield return new(PropertyId.MaximumQoS, maximumQoS);
        if (properties.RetainAvailable is { } retainAvailable)
            yield return new(PropertyId.RetainAvailable, retainAvailable);
        if (properties.MaximumPacketSize is { } maximumPacketSize)
            yield return new(PropertyId.MaximumPacketSize, maximumPacketSize);
        if (properties.WildcardSubscriptionAvailable is { } wildcardSubscriptionAvailable)
            yield return new(PropertyId.WildcardSubscriptionAvailable, wildcardSubscriptionAvailable);
        if (properties.SubscriptionIdentifiersAvailable is { } subscriptionIdentifiersAvailable)
            yield return new(PropertyId.SubscriptionIdentifiersAvailable, subscriptionIdentifiersAvailable);
        if (properties.SharedSubscriptionAvailable is { } sharedSubscriptionAvailable)
            yield return new(PropertyId.SharedSubscriptionAvailable, sharedSubscriptionAvailable);
        foreach (var identifier in properties.SubscriptionIdentifiers)
            yield return new(PropertyId.SubscriptionIdentifier, identifier);
        foreach (var pair in properties.UserProperties)
            yield return new(PropertyId.UserProperty, Pair: pair);
    }
}
