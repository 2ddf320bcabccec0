# Gives away every right that a program does not need, then becomes it. Arguments: directives, "--",
# the program and its arguments. Anything that fails ends it before the program has started.
use strict;
use warnings;

use constant {
  CLONE_NEWNS => 0x20000, MS_REC => 0x4000, MS_PRIVATE => 0x40000, MS_BIND => 0x1000,
  MS_NOSUID_NODEV_NOEXEC => 0xe, O_PATH => 0x200000,
  PR_CAPBSET_DROP => 24, PR_SET_NO_NEW_PRIVS => 38, PR_CAP_AMBIENT => 47, CLEAR_ALL => 4,
  CAPABILITY_VERSION_3 => 0x20080522, EPERM => 1, ENOENT => 2, EINVAL => 22,
  LANDLOCK_CREATE_RULESET => 444, LANDLOCK_ADD_RULE => 445, LANDLOCK_RESTRICT_SELF => 446,
  PATH_BENEATH => 1,
  # Landlock's rights over files: execute; read files, folders; write, truncate; use as a device;
  # make and remove files, folders, sockets, pipes, move them. Not: symbolic links, device nodes.
  EXECUTE => 0x1, READ => 0xc, WRITE => 0x4002, DEVICE => 0x8000, CHANGE => 0x27b0,
  OF_FILES => 0xc007, OF_FOLDERS => 0xffff,
  BIND_TCP => 1, OTHERS_ABSTRACT_SOCKETS_AND_SIGNALS => 3,
};

my %number;                                   # of system calls on this architecture
my ($user, $group, $landlock, $listens) = (undef, undef, 0, 0);
my (@covers, @exposed, @rules, @kept);

sub failed { my ($what) = @_; die "cannot confine the program: $what: $!\n" }

sub call {
  my ($name, @arguments) = @_;
  my $result = syscall($number{$name} // failed("$name has no number"), @arguments);
  failed($name) if $result < 0;
  return $result;
}

my %allowed = (
  read => READ, execute => READ | EXECUTE, device => READ | WRITE | DEVICE,
  write => READ | WRITE | CHANGE,
);

while (defined(my $word = shift)) {
  last if $word eq '--';
  my ($key, $value) = split /=/, $word, 2;
  if ($key eq 'call') { my ($name, $of) = split /:/, $value; $number{$name} = $of + 0 }
  elsif ($key eq 'user') { ($user, $group) = map { $_ + 0 } split /:/, $value }
  elsif ($key eq 'cover') { push @covers, $value }
  elsif ($key eq 'expose') { push @exposed, $value }
  elsif ($key eq 'landlock') { $landlock = $value + 0 }
  elsif ($key eq 'listens') { $listens = 1 }
  elsif ($allowed{$key}) { push @rules, [$key, $value] }
  else { die "cannot confine the program: unknown directive $word\n" }
}

# An unprivileged user cannot pass through the private directories above its own: in a mount
# namespace, empty ones take their place, and hide what else is there.
if (@covers) {
  call('unshare', CLONE_NEWNS);
  call('mount', 0, '/', 0, MS_REC | MS_PRIVATE, 0);
  my @held = map { sysopen(my $h, $_, O_PATH) or failed("open $_"); $h } @exposed;
  call('mount', 'tmpfs', $_, 'tmpfs', MS_NOSUID_NODEV_NOEXEC, 'mode=0755') for @covers;
  my $mask = umask 022;
  for my $directory (@exposed) {
    my $path = '';
    for my $part (grep { length } split m{/}, $directory) {
      $path .= "/$part";
      -d $path or mkdir $path, 0755 or failed("mkdir $path");
    }
    call('mount', '/proc/self/fd/' . fileno(shift @held), $directory, 0, MS_BIND, 0);
  }
  umask $mask;
}
chdir '/' or failed('chdir /');

my $ruleset;
if ($landlock) {
  my $files = (1 << ($landlock < 2 ? 13 : $landlock < 3 ? 14 : $landlock < 5 ? 15 : 16)) - 1;
  my $attributes = pack 'Q', $files;
  $attributes .= pack 'Q', ($listens ? 0 : BIND_TCP) if $landlock >= 4;
  $attributes .= pack 'Q', OTHERS_ABSTRACT_SOCKETS_AND_SIGNALS if $landlock >= 6;
  $ruleset = syscall(LANDLOCK_CREATE_RULESET, $attributes, length $attributes, 0);
  failed('landlock_create_ruleset') if $ruleset < 0;
  for my $rule (@rules) {
    my ($kind, $path) = @$rule;
    if (!sysopen(my $handle, $path, O_PATH)) {
      $! == ENOENT or failed("open $path");
    } else {
      my $rights = $allowed{$kind} & $files & (-d $path ? OF_FOLDERS : OF_FILES);
      my $beneath = pack 'Ql', $rights, fileno($handle);
      syscall(LANDLOCK_ADD_RULE, $ruleset, PATH_BENEATH, $beneath, 0) < 0
        and failed("landlock_add_rule $path");
    }
  }
}

# No program that it becomes could give these back; the last one is known by the next's absence.
for my $capability (0 .. 63) {
  if (syscall($number{prctl}, PR_CAPBSET_DROP, $capability, 0, 0, 0) < 0) {
    last if $! == EINVAL || $! == EPERM && $< != 0;    # not ours to give, and out of reach anyway
    failed("drop capability $capability");
  }
}
if (defined $user) {
  call('setgroups', 1, pack('L', $group));
  call('setresgid', $group, $group, $group);
  call('setresuid', $user, $user, $user);
  $< == $user && $> == $user or failed("become user $user");
}
call('prctl', PR_CAP_AMBIENT, CLEAR_ALL, 0, 0, 0);
call('capset', pack('Ll', CAPABILITY_VERSION_3, 0), pack('L6', (0) x 6));
call('prctl', PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
if (defined $ruleset) {
  syscall(LANDLOCK_RESTRICT_SELF, $ruleset, 0) < 0 and failed('landlock_restrict_self');
}
no warnings 'exec';
exec { $ARGV[0] } @ARGV or failed("execute $ARGV[0]");
