# What hosts of the Internet send to reach an application: perl knocks.pl PORT ADDRESS…
# Reads "on" and "off". While on, it connects to PORT at each address and sends TCP segments with
# SYN and ACK there, fifty times a second. Only modules of perl-base are used.
use strict;
use warnings;
use Socket qw(:all);

my ($port, @addresses) = @ARGV;
my $ROUND = 0.02;    # seconds
my ($SOURCE4, $SOURCE6) = ("198.51.100.9", "2001:db8:5::9");
my $IPV6_CHECKSUM = 7;

my ($on, $number, @open) = (0, 0);

sub checksum {
  my $sum = 0;
  $sum += $_ for unpack("n*", shift);
  $sum = ($sum & 0xffff) + ($sum >> 16) while $sum >> 16;
  return ~$sum & 0xffff;
}

sub segment {
  my $sum = shift;
  return pack("nnNNnnnn", 30_000 + $number % 10_000, $port, $number, 1, 0x5012, 512, $sum, 0);
}

# The segment with the sum of RFC 9293, section 3.1; IPv6 leaves that to the kernel.
sub summed {
  my $to = shift;
  my $pseudo = inet_aton($SOURCE4) . inet_aton($to) . pack("nn", 6, 20);
  return segment(checksum($pseudo . segment(0)));
}

sub answer_unasked {
  my $to = shift;
  my $v6 = $to =~ /:/;
  socket(my $raw, $v6 ? AF_INET6 : AF_INET, SOCK_RAW, 6) or die "raw: $!";
  if ($v6) {
    setsockopt($raw, 41, $IPV6_CHECKSUM, pack("i", 16)) or die "checksum: $!";
    bind($raw, pack_sockaddr_in6(0, inet_pton(AF_INET6, $SOURCE6))) or die "bind: $!";
    send($raw, segment(0), 0, pack_sockaddr_in6(0, inet_pton(AF_INET6, $to)));
  } else {
    bind($raw, pack_sockaddr_in(0, inet_aton($SOURCE4))) or die "bind: $!";
    send($raw, summed($to), 0, pack_sockaddr_in(0, inet_aton($to)));
  }
}

sub connect_to {
  my $to = shift;
  my $v6 = $to =~ /:/;
  socket(my $socket, $v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0) or die "socket: $!";
  my $yes = pack("i", 1);
  ioctl($socket, 0x5421, $yes);
  setsockopt($socket, SOL_SOCKET, SO_LINGER, pack("ii", 1, 0));    # nothing follows its end
  connect($socket, $v6
      ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $to))
      : pack_sockaddr_in($port, inet_aton($to)));
  push @open, $socket;
}

while (1) {
  my $bits = "";
  vec($bits, fileno(STDIN), 1) = 1;
  if (select($bits, undef, undef, $on ? $ROUND : undef)) {
    sysread(STDIN, my $words, 64) or last;
    $on = $words =~ /on\n\z/;
  }
  if (!$on) { @open = (); next }
  $number++;
  splice(@open, 0, -10) if @open > 10;
  for my $to (@addresses) { connect_to($to); answer_unasked($to) }
}
