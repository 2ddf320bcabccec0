package org.sallyport.dataplane.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.state.TorView;
import org.sallyport.dataplane.control.ControlReply.Last;

final class ControlCommandsTest {
  private int renewals;
  private final ControlCommands commands =
      new ControlCommands(
          new TorView() {
            @Override
            public String version() {
              return "0.4.9.11";
            }

            @Override
            public boolean isOpen() {
              return true;
            }

            @Override
            public void renewIdentity() {
              renewals++;
            }
          });

  private List<String> lines(String line) {
    return commands.reply(line).lines();
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATE, 250 OK",
    "authenticate \"password\", 250 OK",
    "AUTHENTICATE 0011, 250 OK",
    "TAKEOWNERSHIP, 250 OK",
    "RESETCONF __OwningControllerProcess, 250 OK",
    "GETCONF __owningcontrollerprocess, 250 __OwningControllerProcess",
    "SETEVENTS, 250 OK",
    "SETEVENTS STREAM circ STATUS_CLIENT, 250 OK",
    "SIGNAL NEWNYM, 250 OK",
    "QUIT, 250 closing connection"
  })
  void allowedIsAnswered(String line, String reply) {
    assertThat(lines(line)).containsExactly(reply);
  }

  @Test
  void protocolNeedsNoSecret() {
    assertThat(lines("PROTOCOLINFO 1"))
        .containsExactly(
            "250-PROTOCOLINFO 1",
            "250-AUTH METHODS=NULL",
            "250-VERSION Tor=\"0.4.9.11\"",
            "250 OK");
  }

  @Test
  void informationIsAboutTheGatewayOnly() {
    assertThat(lines("GETINFO version status/circuit-established net/listeners/socks"))
        .containsExactly(
            "250-version=0.4.9.11",
            "250-status/circuit-established=1",
            "250-net/listeners/socks=\"127.0.0.1:9150\"",
            "250 OK");
    assertThat(lines("GETINFO status/bootstrap-phase")).first().asString().contains("PROGRESS=100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "GET / HTTP/1.0",
        "GETINFO",
        "GETINFO address",
        "GETINFO version address",
        "GETINFO circuit-status",
        "GETINFO stream-status",
        "GETINFO config-file",
        "GETINFO version\u0000address",
        "GETCONF SocksPort",
        "GETCONF __owningcontrollerprocess SocksPort",
        "SETCONF DisableNetwork=1",
        "SIGNAL SHUTDOWN",
        "SIGNAL HUP",
        "SIGNAL NEWNYM HUP",
        "ADD_ONION NEW:BEST Port=80",
        "AUTHCHALLENGE SAFECOOKIE 00",
        "+LOADCONF",
        "MAPADDRESS a=b",
        "EXTENDCIRCUIT 0",
        "CLOSECIRCUIT 1"
      })
  void everythingElseIsFiltered(String line) {
    assertThat(lines(line)).containsExactly("510 Command filtered");
    assertThat(renewals).isZero();
  }

  @Test
  void unknownEventIsRefused() {
    assertThat(lines("SETEVENTS STREAM ADDRMAP")).containsExactly("552 Unrecognized event");
  }

  @Test
  void newnymRenewsOnce() {
    assertThat(lines("signal newnym")).containsExactly("250 OK");
    assertThat(renewals).isEqualTo(1);
  }

  @Test
  void quitIsTheEnd() {
    assertThat(commands.reply("quit")).isInstanceOf(Last.class);
  }
}
