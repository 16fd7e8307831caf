import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import type {RunDirectory} from '../records/run-directory.ts';
import {runState} from '../run/run-state.ts';
import {elsewhere, remoteWords} from '../server/remote/locate.ts';

/**
Attaches from within the run's Slurm job, where its socket is, and gives the exit code; undefined when the run is on this machine, and needs no help. `named`: how
it was named on the command line, whose other words are passed on. Throws `run-elsewhere` when it is in no job, `srun` when there is no srun.
*/
export async function attachByJob({path}: RunDirectory, named: string | undefined): Promise<number | undefined> {
	const {life, document, host} = await runState(path);
	if (life !== 'elsewhere') return undefined;
	if (document.jobId === undefined) throw elsewhere(document, host);
	const [program, ...words] = remoteWords(document, host, true);
	const own = [process.execPath, ...process.execArgv, process.argv[1] ?? ''];
	const asked = process.argv.slice(3).filter(word => word !== '--srun' && word !== named);
	const child = spawn(program, [...words, ...own, 'attach', path, ...asked], {stdio: 'inherit', env: outsideJobs()});
	const ignored = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	const passOn = (signal: NodeJS.Signals) => void child.kill(signal);
	for (const signal of ignored) process.on(signal, passOn);
	try {
		const [code] = (await once(child, 'exit')) as [number | null];
		return code ?? 1;
	} catch (error) {
		throw new ConnectopError(
			'failed',
			'srun',
			`srun can't be started: it is part of Slurm's client, on the nodes where jobs are submitted`,
			{
				cause: error,
			},
		);
	} finally {
		for (const signal of ignored) process.off(signal, passOn);
	}
}

/** Without what another job would say of the size of a step. */
const outsideJobs = (): NodeJS.ProcessEnv =>
	Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !name.startsWith('SLURM_') || name === 'SLURM_CONF'),
	);
