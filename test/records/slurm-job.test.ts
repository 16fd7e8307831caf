import test from 'ava';
import {jobMemory, jobTitle, slurmJob, startedBefore} from '../../source/records/slurm-job.ts';

test('the job is what Slurm says in the environment; outside one there is none', t => {
	t.is(slurmJob({}), undefined);
	t.is(slurmJob({SLURM_JOB_ID: ''}), undefined);
	t.deepEqual(slurmJob({SLURM_JOB_ID: '8'}), {id: '8', nodes: 1, restarts: 0});
	const array = {
		SLURM_JOB_ID: '12',
		SLURM_CLUSTER_NAME: 'big',
		SLURM_ARRAY_JOB_ID: '10',
		SLURM_ARRAY_TASK_ID: '2',
		SLURMD_NODENAME: 'n7',
		SLURM_JOB_NUM_NODES: '3',
		SLURM_RESTART_COUNT: '4',
	};
	t.deepEqual(slurmJob(array), {id: '12', cluster: 'big', array: '10_2', node: 'n7', nodes: 3, restarts: 4});
	t.is(jobTitle({id: '8'}), 'job 8');
	t.is(jobTitle({id: '12', array: '10_2'}), 'job 12 (10_2)');
});

test('memory of the job on this node, in MiB, for the node or for each processor', t => {
	t.is(jobMemory({}), undefined);
	t.is(jobMemory({SLURM_MEM_PER_NODE: '0'}), undefined, 'all of the node');
	t.is(jobMemory({SLURM_MEM_PER_NODE: '1000'}), 1000 * 2 ** 20);
	t.is(jobMemory({SLURM_MEM_PER_CPU: '500', SLURM_CPUS_ON_NODE: '4'}), 2000 * 2 ** 20);
	t.is(jobMemory({SLURM_MEM_PER_CPU: '500'}), undefined);
});

test('an earlier start is one of the same job of the same cluster', t => {
	const start = {id: '8', cluster: 'big', restarts: 1};
	t.true(startedBefore({...start, restarts: 0}, start));
	for (const other of [undefined, start, {...start, id: '9', restarts: 0}, {...start, cluster: 'small', restarts: 0}])
		t.false(startedBefore(other, start));
	t.false(startedBefore({...start, restarts: 0}, undefined));
});
