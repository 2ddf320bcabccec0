# An ordinary application under load: workers that open a stream, use it and close it, again and
# again, by the transparent port and by SOCKS; and a crowd of streams that stay open when asked.
#
# It writes "WAY BEGAN ok" or "WAY BEGAN no WORDS", where BEGAN is CLOCK_MONOTONIC in milliseconds.
# It reads "crowd N" (opens N streams), "count" and "drop", and answers "crowd OPEN of N".
use strict;
use warnings;
use Socket;
use IO::Select;
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC alarm sleep);

$| = 1;
my $SERVER  = pack_sockaddr_in(7, inet_aton("198.51.100.9"));
my $SOCKS   = pack_sockaddr_in(9050, inet_aton("127.0.0.1"));
my $PATIENCE = 4;
my $PAUSE    = 0.2;
my $WORKERS  = 2;
my $CROWD_PATIENCE = 30;

sub now { return int(1000 * clock_gettime(CLOCK_MONOTONIC)) }

sub say_line { my $line = shift; syswrite(STDOUT, "$line\n"); return }

sub connected {
    my $to = shift;
    socket(my $socket, PF_INET, SOCK_STREAM, 0) or die "socket: $!\n";
    connect($socket, $to) or die "connect: $!\n";
    return $socket;
}

sub take {
    my ($socket, $count) = @_;
    my $all = "";
    while (length $all < $count) {
        my $n = sysread($socket, $all, $count - length $all, length $all);
        die "read: $!\n" unless defined $n;
        die "closed\n"   unless $n;
    }
    return $all;
}

sub transparent { return connected($SERVER) }

sub socks {
    my $socket = connected($SOCKS);
    syswrite($socket, "\5\1\0");
    die "no SOCKS\n" unless take($socket, 2) eq "\5\0";
    syswrite($socket, "\5\1\0\1" . inet_aton("198.51.100.9") . pack("n", 7));
    my $answer = take($socket, 10);
    die "refused " . ord(substr $answer, 1, 1) . "\n" if substr($answer, 1, 1) ne "\0";
    return $socket;
}

sub once {
    my $open = shift;
    local $SIG{ALRM} = sub { die "no answer\n" };
    my $words = "";
    eval {
        alarm $PATIENCE;
        my $socket = $open->();
        for (1 .. 3) {
            my $text = "x" x 1024;
            syswrite($socket, $text);
            die "wrong echo\n" unless take($socket, length $text) eq $text;
        }
        close $socket;
        alarm 0;
        1;
    } or $words = $@;
    alarm 0;
    chomp $words;
    return $words;
}

sub work {
    my ($way, $open) = @_;
    while (getppid() != 1) {
        my $began = now();
        my $words = once($open);
        say_line("$way $began " . ($words eq "" ? "ok" : "no $words"));
        sleep $PAUSE;
    }
    exit 0;
}

my @crowd;

# How many of the crowd still answer.
sub answering {
    my $alive = 0;
    local $SIG{PIPE} = "IGNORE";
    my %waiting = map { fileno($_) => $_ } grep { defined syswrite($_, "y") } @crowd;
    my $select = IO::Select->new(values %waiting);
    my $until  = now() + 1000 * $CROWD_PATIENCE;
    while ($select->count && now() < $until) {
        for my $socket ($select->can_read(1)) {
            $select->remove($socket);
            my $n = sysread($socket, my $got, 1);
            $alive++ if $n;
        }
    }
    return $alive;
}

for my $way ([ transparent => \&transparent ], [ socks => \&socks ]) {
    for (1 .. $WORKERS) {
        my $child = fork();
        die "fork: $!" unless defined $child;
        work(@$way) if !$child;
    }
}
say_line("ready");
while (my $line = <STDIN>) {
    if ($line =~ /^crowd (\d+)/) {
        @crowd = grep { defined } map { eval { transparent() } } 1 .. $1;
        say_line("crowd " . answering() . " of $1");
    }
    elsif ($line =~ /^count/) { say_line("crowd " . answering() . " of " . @crowd) }
    elsif ($line =~ /^drop/) { close $_ for @crowd; @crowd = () }
}
kill "KILL", -getpgrp() if getpgrp() == $$;
exit 0;
