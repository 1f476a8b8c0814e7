/** A page that holds many of the adversary's cases at once, for what is slow to look through: the live view and the download. */
import type { PrivacyPreset } from '../../../src/protocol/privacy.ts'
import { createJudge, fill } from './canary.ts'
import type { Case } from './case.ts'
import { planFor } from './corpus.ts'
import { STILL_OPEN } from './still-open.ts'

export interface Sample {
  /** Of the page: what stands on it. */
  body: string
  /** What it says to the console and asks of its server. */
  script: string
  /** Ids and canaries of those that are in a text. */
  found: (text: string) => string[]
}

const EVERY = 9

/** It stands by itself: its page is a piece of a body, without styles that reach further. */
const isPiece = ({ html, head, before, act, path, dark, in: presets }: Case): boolean =>
  !presets &&
  !head &&
  !before &&
  !act &&
  !path &&
  !dark &&
  !/<!doctype|<style|<template|position:|srcdoc/i.test(html)

const isCall = ({ act = '' }: Case): boolean => /^(console|reportError|await fetch)\b[^;]*$/.test(act)

export const sampleOf = (privacy: PrivacyPreset): Sample => {
  const holds = planFor(privacy, true).filter(({ one }) => !one.variant && !STILL_OPEN[one.id])
  const pieces = holds.filter(({ one }) => isPiece(one)).filter((_, at) => at % EVERY === 0)
  const calls = holds.filter(({ one, shares }) => shares && isCall(one)).filter((_, at) => at % EVERY === 0)
  const judges = [...pieces, ...calls].map(({ one }) => ({ id: one.id, judge: createJudge(one) }))
  return {
    body: pieces.map(({ one }) => `<section>${fill(one.id, one.html)}</section>`).join('\n'),
    script: calls.map(({ one }) => `try { ${fill(one.id, one.act ?? '')} } catch {}`).join('\n'),
    found: (text) => {
      const left = JSON.stringify([text])
      return judges.flatMap(({ id, judge }) => judge(left).map((canary) => `${id}: ${canary}`))
    },
  }
}
