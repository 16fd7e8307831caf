import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {built, root} from './program.ts';
import {readRows} from './records.ts';
import {noSlurm, outputOf, type Slurm, startSlurm} from './slurm.ts';
import {openTerminal} from './terminal.ts';
import {until} from './wait.ts';

const why = noSlurm();
const inSlurm = why === undefined ? test.serial : test.serial.skip;
const named = (title: string) => (why === undefined ? title : `${title} (skipped: ${why})`);

let slurm: Slurm;

test.before(built);
test.before(async () => {
	if (why === undefined) slurm = await startSlurm();
});
test.after.always(() => slurm?.close());

/** The job scripts that the documents show. */
const [simple = '', requeues = ''] = [
	...readFileSync(join(root, 'docs', 'clusters.md'), 'utf8').matchAll(/```bash\n(#!\/bin\/bash\n[^`]*)```/g),
].map(([, script]) => script);

const directoryOf = (job: string) => join(slurm.folder, `run-${job}`);
const statesOf = (job: string) =>
	existsSync(directoryOf(job)) ? readdirSync(directoryOf(job)).filter(name => name.startsWith('state_')) : [];
const documentOf = (job: string) => JSON.parse(readFileSync(join(directoryOf(job), 'run.json'), 'utf8'));

/** Waits until a run goes on in a node, in that epoch, and has some ticks behind it. */
async function going(job: string, epoch = 0): Promise<void> {
	await until(
		`job ${job} in epoch ${epoch}`,
		() =>
			existsSync(join(directoryOf(job), 'metrics.jsonl')) &&
			readRows(join(directoryOf(job), 'metrics.jsonl')).some(row => row['epoch'] === epoch),
		() => `${outputOf(slurm.folder, job)}\n${slurm.call('squeue', '--states=all', '--long')}`,
	);
}

const saved = (job: string, times: number) =>
	until(
		`${times} checkpoints`,
		() => statesOf(job).length >= times,
		() => statesOf(job).join(),
	);

inSlurm(
	named('the job script of the documents: SIGUSR1, a requeue to another node, attach by srun, and kill -9'),
	async t => {
		const job = slurm.submit('n1', simple);
		const run = `run-${job}`;
		await going(job);
		t.like(documentOf(job), {
			host: 'n1',
			jobId: job,
			job: {id: job, cluster: 'here', node: 'n1', nodes: 1, restarts: 0},
		});
		slurm.call('scancel', '--signal=USR1', '--batch', job);
		await saved(job, 2);
		slurm.call('scancel', '--signal=USR1', '--full', job);
		await saved(job, 3);
		t.regex(slurm.call('connectop', 'runs'), new RegExp(`^${run} +elsewhere .* on n1, job ${job}, last seen `, 'm'));

		slurm.call('scontrol', 'requeue', job);
		await slurm.state(job, 'PENDING');
		t.like(documentOf(job), {status: 'ended', endReason: 'SIGTERM'});
		await slurm.restart(job, 'n2');
		await going(job, 1);
		t.like(documentOf(job), {host: 'n2', job: {node: 'n2', restarts: 1}});

		const terminal = (...args: readonly string[]) =>
			openTerminal(t, ['connectop', 'attach', ...args], {folder: slurm.folder, environment: slurm.environment});
		const told = terminal(run);
		t.is(await told.exited, 1);
		t.true(
			told
				.received()
				.replaceAll(/\s+/g, ' ')
				.includes(`try: srun --jobid=${job} --overlap --pty connectop attach ${run}`),
		);
		const screen = terminal('--srun');
		await screen.see(/● running/);
		await screen.see(new RegExp(run));
		screen.type('d');
		t.is(await screen.exited, 0);

		process.kill(documentOf(job).pid, 'SIGKILL');
		await slurm.state(job, 'FAILED');
		t.true(existsSync(join(directoryOf(job), 'run.lock')), 'it had no time to give it free');
		slurm.call('scontrol', 'requeue', job);
		await slurm.restart(job, 'n1');
		await going(job, 2);
		const notes = readRows(join(directoryOf(job), 'events.jsonl')).filter(({kind}) => kind === 'note');
		t.regex(
			String(notes[0]?.['message']),
			new RegExp(`^job ${job} was requeued, restart 1: .* it had ended there: SIGTERM$`),
		);
		t.regex(
			String(notes.at(-1)?.['message']),
			new RegExp(`^job ${job} was requeued, restart 2: .* its process on n2 was killed$`),
		);

		slurm.call('scancel', job);
		await slurm.state(job, undefined);
		t.like(documentOf(job), {status: 'ended', endReason: 'SIGTERM', epoch: 2});
		t.regex(slurm.call('connectop', 'replay', run, '--verify'), /^verified: \d+ ticks in 3 epochs, .*; 0 differ$/m);
	},
);

inSlurm(named('the job script that requeues itself'), async t => {
	const job = slurm.submit('n1', requeues);
	await going(job);
	slurm.call('scancel', '--signal=USR1', '--batch', job);
	await saved(job, 2);
	slurm.call('scancel', '--signal=USR2', '--batch', job); // as Slurm does some time before the limit
	await slurm.state(job, 'PENDING');
	t.like(documentOf(job), {status: 'ended', endReason: 'SIGTERM'});
	await slurm.restart(job, 'n1');
	await going(job, 1);
	slurm.call('scancel', job);
	await slurm.state(job, undefined);
	t.like(documentOf(job), {status: 'ended', endReason: 'SIGTERM', epoch: 1});
});

inSlurm(named('another job goes on with the run of one that is over, not with one that goes on'), async t => {
	const script = simple.replaceAll('$SLURM_JOB_ID', 'shared');
	const first = slurm.submit('n1', script);
	await going('shared');
	const early = slurm.submit('n2', script);
	await slurm.state(early, 'FAILED');
	t.regex(outputOf(slurm.folder, early), /^connectop: run \S+ is going on on n1 in Slurm job \d+; /m);
	process.kill(documentOf('shared').pid, 'SIGKILL');
	await slurm.state(first, 'FAILED');
	const second = slurm.submit('n2', script);
	await going('shared', 1);
	t.like(documentOf('shared'), {host: 'n2', jobId: second});
	slurm.call('scancel', second);
	await slurm.state(second, undefined);
});

inSlurm(named('threads and memory are those of the job'), async t => {
	const job = slurm.submit(
		'n1',
		'#!/bin/bash\nconnectop info\nconnectop run --no-ui --neurons 3000000\n',
		'--cpus-per-task=1',
		'--mem=500M',
	);
	await slurm.state(job, 'FAILED');
	const said = outputOf(slurm.folder, job);
	t.regex(said, /\b1 cores? to use/);
	t.regex(
		said,
		/--neurons 3000000: .* need .* of memory .* may be used \(of the 524 MB that this Slurm job asked for\)/,
	);
});
