import process from 'node:process';
import yargs from 'yargs';
import {ConnectopError, exitCodes} from '../base/errors.ts';
import {version} from '../base/version.ts';
import {builtInModels} from '../dynamics/models.ts';
import {usageError} from './arguments.ts';
import {benchCommand} from './bench.ts';
import {runCommand} from './run.ts';

/** Runs the command line and gives the exit code. Errors meant for the user are one line on stderr. */
export async function main(argv: readonly string[]): Promise<number> {
	let code = 0;
	for (const stream of [process.stdout, process.stderr]) stream.off('error', outputFailed).on('error', outputFailed);
	const parser = yargs([...argv])
		.scriptName('connectop')
		.detectLocale(false)
		.version(version)
		.command(runCommand(result => (code = result)))
		.command(benchCommand)
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
			const names = {options: namesOf(parser), commands: ['run', 'bench'], parameters};
			throw usageError(message ?? error.message, argv, names);
		});
	try {
		await parser.parseAsync();
		return code === 0 && unwritable ? exitCodes.failed : code;
	} catch (error) {
		return report(error);
	}
}

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

function report(error: unknown): number {
	if (error instanceof ConnectopError) {
		process.stderr.write(`connectop: ${error.message}\n`);
		return exitCodes[error.kind];
	}
	process.stderr.write(
		`connectop: this is a defect, please report it\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
	);
	return exitCodes.failed;
}
