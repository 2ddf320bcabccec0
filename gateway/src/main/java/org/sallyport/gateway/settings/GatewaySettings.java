package org.sallyport.gateway.settings;

import java.time.Duration;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.gateway.config.ConfigInForce;

/// What one gateway is started with.
///
/// @param location its directories and sockets
/// @param config what the configuration says
/// @param uplink the network that tor uses
/// @param linger how long it stays when nothing runs and nobody asks; zero means for ever
public record GatewaySettings(
    RuntimeLocation location, ConfigInForce config, Uplink uplink, Duration linger) {}
