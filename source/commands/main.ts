import process from 'node:process';
import yargs, {type CommandModule} from 'yargs';
import {ConnectopError, exitCodes} from '../base/errors.ts';
import {version} from '../base/version.ts';
import {builtInModels} from '../dynamics/models.ts';
import {usageError} from './arguments.ts';
import {attachCommand} from './attach.ts';
import {benchCommand} from './bench.ts';
import {compareCommand} from './compare.ts';
import {answerCompletion, completionCommand} from './completion.ts';
import {watchForCrashes, writeCrashReport} from './crash-report.ts';
import {engineCommand} from './engine.ts';
import {exportCommand} from './export.ts';
import {infoCommand} from './info.ts';
import {nameCommand, noteCommand} from './label.ts';
import {replayCommand} from './replay.ts';
import {runCommand} from './run.ts';
import {runsCommand} from './runs.ts';
import {serveCommand} from './serve.ts';
import {stopCommand} from './stop.ts';
import {tailCommand} from './tail.ts';

/** Runs the command line and gives the exit code. Errors meant for the user are one line on stderr. */
export async function main(argv: readonly string[]): Promise<number> {
	let code = 0;
	const commands: readonly CommandModule[] = [
		runCommand(result => (code = result)),
		attachCommand(result => (code = result)),
		runsCommand,
		nameCommand,
		noteCommand,
		stopCommand,
		serveCommand(result => (code = result)),
		tailCommand(result => (code = result)),
		exportCommand,
		compareCommand(result => (code = result)),
		engineCommand(result => (code = result)),
		benchCommand,
		replayCommand(result => (code = result)),
		infoCommand,
		completionCommand,
	];
	if (await answerCompletion(argv, commands)) return 0;
	const release = watchForCrashes(argv);
	for (const stream of [process.stdout, process.stderr]) stream.off('error', outputFailed).on('error', outputFailed);
	const parser = yargs([...argv])
		.scriptName('connectop')
		.detectLocale(false)
		.version(version)
		.command([...commands])
		.strict()
		.parserConfiguration({'duplicate-arguments-array': true, 'strip-aliased': true, 'strip-dashed': true})
		.wrap(Math.min(110, process.stdout.columns ?? 110))
		.epilogue(
			'Exit codes: 0 done, 1 run failed, 2 usage, 3 configuration or input invalid, 4 verification failed, 130 SIGINT, 143 SIGTERM.',
		)
		.exitProcess(false)
		.fail((message, error) => {
			if (error && error.name !== 'YError') throw error;
			const parameters = builtInModels.flatMap(model => model.parameters.map(({name}) => name));
			const names = {options: namesOf(parser), commands: commands.map(nameOf), parameters};
			throw usageError(message ?? error.message, argv, names);
		});
	try {
		await parser.parseAsync();
		return code === 0 && unwritable ? exitCodes.failed : code;
	} catch (error) {
		return report(error, argv);
	} finally {
		release();
	}
}

/** The verb itself, without what follows it. */
const nameOf = ({command}: CommandModule): string => String([command ?? ''].flat()[0]).split(' ', 1)[0] ?? '';

/** Every option of the command that was asked for. yargs has them, but not in its types. */
const namesOf = (parser: unknown): readonly string[] =>
	Object.keys((parser as {getOptions(): {key: Readonly<Record<string, unknown>>}}).getOptions().key);

/** Output was lost for another reason than that its reader had gone. */
let unwritable = false;

/** A reader that goes away is no failure of a program that writes; a full disk is one, but nothing to break off in the middle for. */
function outputFailed(error: NodeJS.ErrnoException): void {
	if (unwritable || error.code === 'EPIPE' || error.code === 'EIO') return;
	unwritable = true;
	process.stderr.write(`connectop: the output can't be written: ${error.message}\n`);
}

function report(error: unknown, argv: readonly string[]): number {
	if (error instanceof ConnectopError) {
		process.stderr.write(`connectop: ${error.message}\n`);
		return exitCodes[error.kind];
	}
	process.stderr.write(writeCrashReport(error, {argv}));
	return exitCodes.failed;
}
