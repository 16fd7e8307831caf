import test from 'ava';
import {memoryQuota, processorQuota} from '../../source/run/control-groups.ts';

/** A system's files by name. */
const files = (content: Readonly<Record<string, string>>) => (file: string) => content[file];

const two = (path: string, content: Readonly<Record<string, string>>, root = '/') =>
	files({
		'/proc/self/cgroup': `0::${path}\n`,
		'/proc/self/mountinfo': `22 1 8:1 / / rw - ext4 /dev/sda rw\n30 22 0:26 ${root} /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n`,
		...content,
	});

const one = (path: string, content: Readonly<Record<string, string>>, root = '/') =>
	files({
		'/proc/self/cgroup': `9:name=systemd:/x\n4:memory:${path}\n1:cpu,cpuacct:${path}\n0::/\n`,
		'/proc/self/mountinfo': ['cpu,cpuacct', 'memory']
			.map(name => `32 31 0:29 ${root} /sys/fs/cgroup/${name} rw shared:9 - cgroup cgroup rw,${name}`)
			.join('\n'),
		...content,
	});

test('no limit where there are no groups, or none says one', t => {
	for (const read of [
		files({}),
		two('/', {}),
		two('/a', {'/sys/fs/cgroup/a/cpu.max': 'max 100000\n', '/sys/fs/cgroup/a/memory.max': 'max\n'}),
		one('/a', {
			'/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us': '-1\n',
			'/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us': '100000\n',
			'/sys/fs/cgroup/memory/a/memory.stat': 'cache 0\nhierarchical_memory_limit 9223372036854771712\n',
		}),
	]) {
		t.is(processorQuota(read), Infinity);
		t.is(memoryQuota(read), Infinity);
	}
});

test('version 2: the least of a group and those around it', t => {
	const step = '/sys/fs/cgroup/slurm/job_8/step_0';
	const read = two('/slurm/job_8/step_0/task_0', {
		[`${step}/task_0/cpu.max`]: 'max 100000',
		[`${step}/cpu.max`]: '400000 100000',
		'/sys/fs/cgroup/slurm/job_8/cpu.max': '150000 100000',
		[`${step}/memory.max`]: '4000000000',
		'/sys/fs/cgroup/slurm/job_8/memory.max': '2000000000',
		'/sys/fs/cgroup/slurm/memory.high': '3000000000',
	});
	t.is(processorQuota(read), 1.5);
	t.is(memoryQuota(read), 2e9);
});

test('version 1: each controller has a tree of its own', t => {
	const read = one('/slurm/uid_0/job_8/step_batch', {
		'/sys/fs/cgroup/cpu,cpuacct/slurm/uid_0/job_8/cpu.cfs_quota_us': '200000\n',
		'/sys/fs/cgroup/cpu,cpuacct/slurm/uid_0/job_8/cpu.cfs_period_us': '100000\n',
		'/sys/fs/cgroup/memory/slurm/uid_0/job_8/step_batch/memory.stat': 'cache 0\nhierarchical_memory_limit 1048576000\n',
	});
	t.is(processorQuota(read), 2);
	t.is(memoryQuota(read), 1_048_576_000);
});

test('a container sees its part of the tree as the whole, under a name of the host or none', t => {
	const content = {'/sys/fs/cgroup/memory.max': '1000000', '/sys/fs/cgroup/in/memory.max': '900000'};
	t.is(memoryQuota(two('/', content)), 1e6);
	t.is(memoryQuota(two('/docker/1a2b', content, '/docker/1a2b')), 1e6);
	t.is(memoryQuota(two('/docker/1a2b/in', content, '/docker/1a2b')), 9e5);
	t.is(memoryQuota(two('/../../other', content)), 1e6);
	const memory = {'/sys/fs/cgroup/memory/memory.stat': 'hierarchical_memory_limit 1000000'};
	t.is(memoryQuota(one('/docker/1a2b', memory, '/docker/1a2b')), 1e6);
});

test('a container of version 1 whose group has no place below what is mounted has the limit of the mount', t => {
	const memory = {'/sys/fs/cgroup/memory/memory.stat': 'hierarchical_memory_limit 1000000'};
	t.is(memoryQuota(one('/elsewhere', memory, '/docker/1a2b')), 1e6);
});
