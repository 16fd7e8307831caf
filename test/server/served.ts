import {mkdtempSync, rmSync} from 'node:fs';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import type {ExecutionContext} from 'ava';
import type {RecordingRun} from '../../source/run/client.ts';
import {openRun} from '../../source/run/open-run.ts';
import type {RunOptions} from '../../source/run/options.ts';
import type {ApiOptions} from '../../source/server/open-port.ts';
import {type ServedRun, serveRun} from '../../source/server/serve-run.ts';

export interface Served extends ServedRun {
	readonly run: RecordingRun;
	readonly id: string;
}

/** A folder for a test's state, sockets and runs; the environment points to it. */
export function ownPlace(): string {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-'));
	process.env['XDG_STATE_HOME'] = join(folder, 'state');
	process.env['XDG_RUNTIME_DIR'] = folder;
	process.once('exit', () => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

let runs = 0;

/** A small run in this process, served; ended when the test is over. */
export async function serve(
	t: ExecutionContext,
	place: string,
	options: RunOptions = {},
	api?: ApiOptions,
): Promise<Served> {
	const plain: RunOptions = {
		neurons: 40,
		k: 4,
		hz: 50,
		noise: 'none',
		vizEvery: 'never',
		kernel: 'cpu',
		checkpointKeep: 0,
	};
	const run = await openRun({...plain, runDirectory: join(place, `run-${++runs}`), ...options});
	const served = await serveRun(run, api);
	t.teardown(async () => {
		await run.send({id: 'stop', args: {}, by: 'library'});
		await run.ended;
		await served.close();
	});
	return {...served, run, id: run.facts.id};
}

export interface Reply {
	readonly status: number;
	readonly text: string;
	// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
	readonly json: any;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Asks the server behind a socket, or at `http://…`. */
export function ask(
	where: string,
	method: string,
	path: string,
	{body, headers = {}}: {readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>} = {},
): Promise<Reply> {
	const place = where.startsWith('http')
		? {host: new URL(where).hostname, port: new URL(where).port}
		: {socketPath: where};
	const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
	const sent = {...(text === undefined ? {} : {'content-type': 'application/json'}), host: 'localhost', ...headers};
	return new Promise((resolve, reject) => {
		const asked = request({...place, method, path, headers: sent, agent: false}, response => {
			let got = '';
			response.setEncoding('utf8').on('data', piece => (got += piece));
			response.on('end', () =>
				resolve({status: response.statusCode ?? 0, text: got, json: parsed(got), headers: response.headers}),
			);
		});
		asked.on('error', reject);
		asked.end(text);
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
