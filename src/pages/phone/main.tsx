import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { loadDemo } from './demo.ts'
import { warmVoices } from '../shared/voice.ts'
import '../shared/styles/tokens.css'
import '../shared/styles/base.css'
import './styles/page.css'
import './styles/computer.css'
import './styles/telephone.css'
import './styles/text-telephone.css'

const place = document.getElementById('page')
if (place === null) throw new Error('the page has no place for the telephone')
warmVoices()
createRoot(place).render(<App loading={loadDemo(location.href)} />)
