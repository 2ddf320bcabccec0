package org.sallyport.tor.control;

/// What tor, or the connection to it, reports without being asked.
///
/// A closed set: whoever consumes events decides about every kind. Text that an event leaves out is
/// "" in its record (tor leaves empty fields out, so absent and empty are the same), a number 0.
/// Destinations, client addresses, circuit paths and SOCKS credentials travel as `Sensitive`.
public sealed interface ControlEvent
    permits StreamEvent,
        CircuitEvent,
        CircuitMinorEvent,
        ClientStatusEvent,
        GeneralStatusEvent,
        CircuitBandwidthEvent,
        StreamBandwidthEvent,
        SignalEvent,
        UnknownEvent,
        EventsLost,
        ConnectionEnded {}
