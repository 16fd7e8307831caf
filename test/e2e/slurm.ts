import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {hostname, tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {procFile} from '../../source/run/process-identity.ts';
import {environment, program} from './program.ts';
import {until} from './wait.ts';

const nodes = ['n1', 'n2'] as const;
type Node = (typeof nodes)[number];
const daemons = {
	munged: 'munge',
	slurmctld: 'slurmctld',
	slurmd: 'slurmd',
	srun: 'slurm-client',
	unshare: 'util-linux',
};
const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
const find = (name: string) => places.map(place => join(place, name)).find(path => existsSync(path));

/** Why there can be no Slurm here, if there can't. */
export function noSlurm(): string | undefined {
	for (const [name, from] of Object.entries(daemons)) if (!find(name)) return `${from} is not installed`;
	return process.getuid?.() === 0 ? undefined : 'its daemons need root';
}

/** A Slurm cluster of two nodes on this machine; each has a host name of its own. */
export interface Slurm {
	/** Where jobs are submitted; both nodes see it. */
	readonly folder: string;
	readonly environment: Readonly<Record<string, string>>;
	/** Runs one of Slurm's commands, or connectop, on the machine where jobs are submitted; what it says. Throws when it fails. */
	call(name: string, ...args: readonly string[]): string;
	/** Submits a script to a node; the job's id. */
	submit(node: Node, script: string, ...args: readonly string[]): string;
	/** Lets a job that was requeued start at once, on that node, where Slurm would wait for two minutes. */
	restart(job: string, node: Node): Promise<void>;
	/** Waits until Slurm says that the job is in that state, or is not there any more. */
	state(job: string, state: 'RUNNING' | 'PENDING' | 'FAILED' | undefined): Promise<void>;
	close(): Promise<void>;
}

/** Starts the daemons in a folder of their own, on ports of their own, with a key of their own. */
export async function startSlurm(): Promise<Slurm> {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-slurm-'));
	const configuration = join(folder, 'slurm.conf');
	for (const name of ['munge', 'ctld', 'bin', ...nodes]) mkdirSync(join(folder, name), {mode: 0o755});
	writeFileSync(join(folder, 'munge', 'key'), randomBytes(1024), {mode: 0o600});
	writeFileSync(configuration, configurationOf(folder, await freePorts(3)));
	writeFileSync(join(folder, 'bin', 'connectop'), `#!/bin/sh\nexec ${process.execPath} ${program} "$@"\n`, {
		mode: 0o755,
	});
	const env = {
		...environment(folder),
		PATH: [join(folder, 'bin'), ...places].join(delimiter),
		SLURM_CONF: configuration,
		SCRATCH: folder,
	};
	const started: ChildProcess[] = [];
	let said = '';
	const daemon = (name: string, ...args: readonly string[]) => {
		const child = spawn(name, args, {cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe']});
		for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (said += text));
		started.push(child);
	};
	const call = (name: string, ...args: readonly string[]) =>
		execFileSync(name, args, {cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
	const attempt = (act: () => string): string => {
		try {
			return act();
		} catch {
			return ''; // the controller does not answer yet, the job has just started, or is forgotten
		}
	};
	const ask = (job: string) =>
		attempt(() => call('squeue', '--noheader', '--states=all', '--format=%T', '--jobs', job)).trim();
	const munge = ['key', 'socket', 'pid', 'log', 'seed'].map(
		name => `--${name}${name === 'socket' ? '' : '-file'}=${join(folder, 'munge', name)}`,
	);
	daemon('munged', '--foreground', '--force', ...munge);
	await until(
		'munge',
		() => existsSync(join(folder, 'munge', 'socket')),
		() => said,
	);
	daemon('slurmctld', '-D');
	for (const node of nodes) daemon('unshare', '--uts', 'sh', '-c', `hostname ${node} && exec slurmd -D -N ${node}`);
	const idle = () => /^(idle\n){2}$/.test(attempt(() => call('sinfo', '--noheader', '--Node', '--format=%T')));
	await until('two idle nodes', idle, () => said);
	return {
		folder,
		environment: env,
		call,
		submit: (node, script, ...args) => {
			const path = join(folder, `${node}-${randomBytes(4).toString('hex')}.sh`);
			writeFileSync(path, script);
			return call('sbatch', '--parsable', `--nodelist=${node}`, ...args, path).trim();
		},
		async restart(job, node) {
			await until(
				'the end of its last start',
				() => idle() && !isWatched(job),
				() => call('sinfo'),
			);
			await delay(revokedMs);
			const started = () => {
				attempt(() => call('scontrol', 'update', `jobid=${job}`, 'starttime=now', `nodelist=${node}`));
				return ask(job) === 'RUNNING';
			};
			await until(`job ${job} on ${node}`, started, () => `${call('scontrol', 'show', 'job', job)}\n${said}`);
		},
		state: (job, state) =>
			until(
				`job ${job} ${state}`,
				() => (state === undefined ? !/RUNNING|COMPLETING|PENDING/.test(ask(job)) : ask(job) === state),
				() => `${ask(job)}\n${said}\n${outputOf(folder, job)}`,
			),
		async close() {
			call('scancel', '--signal=KILL', '--full', '--user=root');
			call('scancel', '--user=root');
			await until(
				'an empty queue',
				() => call('squeue', '--noheader').trim() === '',
				() => call('squeue'),
			);
			for (const child of started.toReversed()) {
				const gone = new Promise(resolve => child.once('exit', resolve));
				child.kill('SIGTERM');
				await gone;
			}
			rmSync(folder, {recursive: true, force: true, maxRetries: 5});
		},
	};
}

/** Whether the daemon that watches over a start of a job is there. */
const isWatched = (job: string): boolean =>
	readdirSync('/proc').some(
		pid => /^\d+$/.test(pid) && (procFile(`${pid}/cmdline`) ?? '').startsWith(`slurmstepd: [${job}.`),
	);

/** What a job's script has said. */
export function outputOf(folder: string, job: string): string {
	const path = join(folder, `slurm-${job}.out`);
	return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** A node starts no job that has been ended in the same second, by the whole seconds that Slurm counts in; ms. */
const revokedMs = 2100;

/** No control groups and no accounting: this is about the jobs that it starts, not about what it holds them to. */
const configurationOf = (folder: string, [control, ...ports]: readonly number[]): string =>
	[
		'ClusterName=here',
		`SlurmctldHost=${hostname().split('.')[0]}(127.0.0.1)`,
		`SlurmctldPort=${control}`,
		'SlurmUser=root',
		'SlurmdUser=root',
		'AuthType=auth/munge',
		'CredType=cred/munge',
		`AuthInfo=socket=${folder}/munge/socket`,
		`StateSaveLocation=${folder}/ctld`,
		`SlurmdSpoolDir=${folder}/%n`,
		`SlurmctldPidFile=${folder}/ctld.pid`,
		`SlurmdPidFile=${folder}/%n.pid`,
		'ProctrackType=proctrack/pgid',
		'TaskPlugin=task/none',
		'JobAcctGatherType=jobacct_gather/none',
		'MpiDefault=none',
		'MailProg=/bin/true',
		'SelectType=select/cons_tres',
		'SelectTypeParameters=CR_Core_Memory',
		'SchedulerParameters=bf_interval=1,sched_interval=1',
		'SlurmdParameters=config_overrides',
		'ReturnToService=2',
		...nodes.map((node, i) => `NodeName=${node} NodeAddr=127.0.0.1 Port=${ports[i]} CPUs=8 RealMemory=8000`),
		`PartitionName=all Nodes=${nodes.join()} Default=YES State=UP`,
		'',
	].join('\n');

/** Ports that were free a moment ago, all at once. */
async function freePorts(count: number): Promise<readonly number[]> {
	const servers = Array.from({length: count}, () => createServer());
	await Promise.all(servers.map(server => new Promise<void>(done => server.listen(0, '127.0.0.1', done))));
	const ports = servers.map(server => (server.address() as AddressInfo).port);
	await Promise.all(servers.map(server => new Promise(done => server.close(done))));
	return ports;
}
