import process from 'node:process';
import type {CommandModule} from 'yargs';
import {keyVariable} from '../server/key-variable.ts';
import {readApi} from './api-options.ts';
import type {Arguments} from './arguments.ts';
import {configured} from './configured.ts';
import {defineOptions} from './option.ts';
import {apiOptions} from './run-option-table.ts';

/** `connectop serve`: the HTTP API over every run, without a run of its own. */
export function serveCommand(finish: (code: number) => void): CommandModule {
	return {
		command: 'serve',
		describe: 'open the HTTP API over all runs, with its documents at /docs',
		builder: yargs =>
			defineOptions(yargs, apiOptions)
				.example('$0 serve', 'http://127.0.0.1:8012/docs')
				.example('$0 serve --api-port 0', 'any free port'),
		handler: async args =>
			finish(
				await configured(
					args as Arguments,
					({args: all}) => serve(all),
					apiOptions.map(({name}) => name),
				),
			),
	};
}

async function serve(args: Arguments): Promise<number> {
	const api = readApi({...args, api: true});
	if (!api) throw new Error('an API was asked for');
	const [{serveStore}, {keysFile}] = await Promise.all([
		import('../server/serve-store.ts'),
		import('../server/api-keys.ts'),
	]);
	const {address, close} = await serveStore(process.cwd(), api, line => process.stderr.write(`connectop: ${line}\n`));
	process.stdout.write(`${address}\n`);
	const key = (process.env[keyVariable] ?? '') === '' ? `keys in ${keysFile()}` : `the key in ${keyVariable}`;
	process.stderr.write(`API over all runs at ${address}, documents at ${address}/docs; ${key}; Ctrl-C ends it\n`);
	const code = await new Promise<number>(resolve => {
		process.once('SIGINT', () => resolve(130));
		process.once('SIGTERM', () => resolve(process.pid === 1 ? 0 : 143));
		process.once('SIGHUP', () => resolve(129));
	});
	await close();
	return code;
}
