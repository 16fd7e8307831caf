import os from 'node:os';
import test from 'ava';
import {coresToUse, defaultThreads} from '../../source/run/cores.ts';

const none = () => undefined;
const quota = (text: string) => (file: string) =>
	({
		'/proc/self/cgroup': '0::/',
		'/proc/self/mountinfo': '30 22 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw',
		'/sys/fs/cgroup/cpu.max': text,
	})[file];

test('no more threads than the machine, the quota of the container and the Slurm task let run', t => {
	const all = os.availableParallelism();
	t.is(coresToUse(none, {}), all);
	t.is(coresToUse(quota('max 100000\n'), {}), all);
	t.is(coresToUse(quota('100000 100000\n'), {}), 1);
	t.is(coresToUse(quota('50000 100000\n'), {}), 1, 'never less than one');
	t.is(coresToUse(quota('99900000 100000\n'), {}), all);
	t.is(coresToUse(none, {SLURM_CPUS_PER_TASK: '1'}), 1);
	t.is(coresToUse(none, {SLURM_CPUS_PER_TASK: 'many'}), all);
	t.is(coresToUse(none, {SLURM_CPUS_ON_NODE: '1'}), 1, 'what a job has that says nothing of its tasks');
	t.is(coresToUse(none, {SLURM_CPUS_PER_TASK: '4096', SLURM_CPUS_ON_NODE: '1'}), all);
});

test('a small graph is stepped by one thread; a core stays free where there are more than two', t => {
	t.is(defaultThreads(8, 13_000), 1);
	t.is(defaultThreads(2, 13_000_000), 2);
	t.is(defaultThreads(8, 13_000_000), 7);
	t.is(defaultThreads(64, 100_000_000), 16);
	t.is(defaultThreads(8, 300_000), 2);
	t.is(defaultThreads(1, 13_000_000), 1);
});
