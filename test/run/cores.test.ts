import os from 'node:os';
import test from 'ava';
import {coresToUse, defaultThreads} from '../../source/run/cores.ts';

const none = () => undefined;
const two = (text: string) => (file: string) => (file === '/sys/fs/cgroup/cpu.max' ? text : undefined);

test('no more threads than the machine, the quota of the container and the Slurm task let run', t => {
	const all = os.availableParallelism();
	t.is(coresToUse(none, {}), all);
	t.is(coresToUse(two('max 100000\n'), {}), all);
	t.is(coresToUse(two('100000 100000\n'), {}), 1);
	t.is(coresToUse(two('50000 100000\n'), {}), 1, 'never less than one');
	t.is(coresToUse(two('99900000 100000\n'), {}), all);
	t.is(coresToUse(none, {SLURM_CPUS_PER_TASK: '1'}), 1);
	t.is(coresToUse(none, {SLURM_CPUS_PER_TASK: 'many'}), all);
	const one = (file: string) =>
		({'/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '100000\n', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n'})[file];
	t.is(coresToUse(one, {}), 1);
	const unlimited = (file: string) =>
		({'/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n'})[file];
	t.is(coresToUse(unlimited, {}), all);
});

test('a small graph is stepped by one thread; a core stays free where there are more than two', t => {
	t.is(defaultThreads(8, 13_000), 1);
	t.is(defaultThreads(2, 13_000_000), 2);
	t.is(defaultThreads(8, 13_000_000), 7);
	t.is(defaultThreads(64, 100_000_000), 16);
	t.is(defaultThreads(8, 300_000), 2);
	t.is(defaultThreads(1, 13_000_000), 1);
});
