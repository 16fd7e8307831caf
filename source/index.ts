/**
The engine as a library: prepare and open a run, send it commands, read its frames and records.

	const run = await openRun({neurons: 800, hz: 10, duration: 5});
	run.onEvent(event => console.log(event.message));
	await run.ended;
*/
import process from 'node:process';
import {isRecentEnough, tooOld} from '../bin/node-version.js';
import {ConnectopError} from './base/errors.ts';

export {ConnectopError, exitCodes, type FailureKind} from './base/errors.ts';
export {type Interval, parseInterval} from './base/interval.ts';
export {version} from './base/version.ts';
export type {Graph, ImportReport} from './connectome/graph.ts';
export type {Metrics} from './connectome/metrics.ts';
export type {Model, Parameter, ScalarFunction, Variable} from './dynamics/model.ts';
export {builtInModels} from './dynamics/models.ts';
export {type Checkpoint, readCheckpoint} from './records/checkpoint.ts';
export {readJournal} from './records/journal.ts';
export {readJsonLines} from './records/json-lines.ts';
export {type RunDocument, readRunDocument} from './records/run-document.ts';
export type {RecordingRun, RunClient, RunEnd, RunRecord} from './run/client.ts';
export {openRun, type RunHost} from './run/open-run.ts';
export {demo, type RunOptions} from './run/options.ts';
export type {Command, Event, Frame, Outcome, RunFacts, Settings, Status} from './run/protocol.ts';
export {commands} from './run/registry/registry.ts';

if (!isRecentEnough(process.versions.node))
	throw new ConnectopError('invalid', 'node-version', tooOld(process.version));
