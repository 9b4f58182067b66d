"""FastAPI and SQLAlchemy's ORM as their documentation has it: a session for each request, models in, models out."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import BigInteger, DateTime, ForeignKey, func, make_url, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship

engine = create_async_engine(make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+asyncpg"))
new_session = async_sessionmaker(engine, expire_on_commit=False)
app = FastAPI()


class Base(DeclarativeBase):
    """Knows all tables."""


class Caller(Base):
    """Someone who calls."""

    __tablename__ = "callers"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str]
    phone: Mapped[str]


class Call(Base):
    """A phone call."""

    __tablename__ = "calls"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey(Caller.id))
    status: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    duration_seconds: Mapped[int] = mapped_column(BigInteger)
    notes: Mapped[str]
    caller: Mapped[Caller] = relationship()


class CallerRead(BaseModel):
    """Who called."""

    model_config = ConfigDict(from_attributes=True)
    id: int
    name: str
    phone: str


class CallRead(BaseModel):
    """A call with its caller."""

    model_config = ConfigDict(from_attributes=True)
    id: int
    caller: CallerRead
    status: str
    started_at: datetime
    duration_seconds: int
    notes: str


class CallPage(BaseModel):
    """A part of the list."""

    count: int
    next: str | None
    previous: str | None
    results: list[CallRead]


class CallCreate(BaseModel):
    """A new call."""

    caller_id: int
    status: str = "ringing"
    started_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    duration_seconds: int = Field(0, ge=0, le=86_400)
    notes: str = Field("", max_length=2000)


async def session() -> AsyncIterator[AsyncSession]:
    """The session of a request."""
    async with new_session() as session:
        yield session


Session = Annotated[AsyncSession, Depends(session)]
Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0)]


@app.get("/api/calls", response_model=CallPage)
async def list_calls(session: Session, limit: Limit = 20, offset: Offset = 0) -> object:
    """A part of the list, newest first."""
    count = await session.scalar(select(func.count()).select_from(Call)) or 0
    order = (Call.started_at.desc(), Call.id.desc())
    page = select(Call).options(joinedload(Call.caller)).order_by(*order).limit(limit).offset(offset)
    return {
        "count": count,
        "next": f"/api/calls?limit={limit}&offset={offset + limit}" if offset + limit < count else None,
        "previous": f"/api/calls?limit={limit}&offset={max(0, offset - limit)}" if offset else None,
        "results": (await session.scalars(page)).all(),
    }


@app.get("/api/calls/{call_id}", response_model=CallRead)
async def read_call(call_id: int, session: Session) -> object:
    """One call."""
    call = await session.get(Call, call_id, options=[joinedload(Call.caller)])
    if call is None:
        raise HTTPException(404)
    return call


@app.post("/api/calls", response_model=CallRead, status_code=201)
async def create_call(new: CallCreate, session: Session) -> object:
    """A new call."""
    caller = await session.get(Caller, new.caller_id)
    if caller is None:
        raise HTTPException(422)
    call = Call(**new.model_dump(), caller=caller)
    session.add(call)
    await session.commit()
    return call
